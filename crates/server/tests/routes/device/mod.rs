mod forget;
