use super::*;
use crate::on_both_databases;

const MESSAGES: usize = 25;

on_both_databases! {
    async fn two_servers_on_one_database_send_each_message_once(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let app = &town.test.app;
        let second = App::open((*app.config).clone(), app.clock.clone()).await.unwrap();
        for _ in 0..MESSAGES {
            tell(app, Some(&account), code()).await;
        }
        let rounds = [app.clone(), second.clone(), app.clone(), second.clone()].map(|app| {
            tokio::spawn(async move { Worker::new(app).unwrap().round().await.unwrap() })
        });
        for round in rounds {
            round.await.unwrap();
        }
        let all = town.neighbours.outbox.messages();
        assert_eq!((all.len(), ids(&all).len()), (2 * MESSAGES, 2 * MESSAGES));
        assert_eq!(town.test.deliveries("sent").await, i64::try_from(2 * MESSAGES).unwrap());
        second.store.close().await;
    }
}
