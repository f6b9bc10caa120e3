//! One conversation.

use std::io;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufStream,
};
use tokio_rustls::TlsAcceptor;

use super::mail;
use crate::outbox::{Manner, Outbox};

const LINE_BYTES_MAX: u64 = 4096;
const MAIL_BYTES_MAX: usize = 1024 * 1024;

/// A connection, plain or TLS.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// What to do after a command.
enum Next {
    Read,
    Upgrade,
    Leave,
}

pub(super) struct Session {
    stream: BufStream<Box<dyn Stream>>,
    acceptor: Option<TlsAcceptor>,
    is_safe: bool,
    has_sender: bool,
    recipients: Vec<String>,
    outbox: Outbox,
}

impl Session {
    pub(super) fn new(stream: Box<dyn Stream>, acceptor: Option<TlsAcceptor>, outbox: Outbox) -> Self {
        let stream = BufStream::new(stream);
        let is_safe = acceptor.is_none();
        Self { stream, acceptor, is_safe, has_sender: false, recipients: Vec::new(), outbox }
    }

    pub(super) async fn run(mut self) -> io::Result<()> {
        self.say("220 neighbours ESMTP").await?;
        while let Some(line) = self.line().await? {
            match self.obey(&String::from_utf8_lossy(&line)).await? {
                Next::Read => {}
                Next::Upgrade => self = self.upgraded().await?,
                Next::Leave => break,
            }
        }
        Ok(())
    }

    async fn obey(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => self.hello().await?,
            "STARTTLS" if self.acceptor.is_some() && !self.is_safe => {
                self.say("220 go ahead").await?;
                return Ok(Next::Upgrade);
            }
            "NOOP" => self.say("250 still here").await?,
            "RSET" => {
                self.reset();
                self.say("250 forgotten").await?;
            }
            "QUIT" => {
                self.say("221 bye").await?;
                return Ok(Next::Leave);
            }
            "MAIL" | "RCPT" | "DATA" if !self.is_safe => self.say("530 STARTTLS first").await?,
            "MAIL" => {
                self.reset();
                self.has_sender = true;
                self.say("250 sender").await?;
            }
            "RCPT" if self.has_sender => self.recipient(rest).await?,
            "DATA" if !self.recipients.is_empty() => self.data().await?,
            "RCPT" | "DATA" => self.say("503 not now").await?,
            _ => self.say("500 what?").await?,
        }
        Ok(Next::Read)
    }

    async fn hello(&mut self) -> io::Result<()> {
        self.reset();
        let offer = if self.is_safe { "250-8BITMIME" } else { "250-STARTTLS" };
        self.say(&["250-neighbours\r\n", offer, "\r\n250 SMTPUTF8"].concat()).await
    }

    async fn recipient(&mut self, rest: &str) -> io::Result<()> {
        let address = rest.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
        let Some((address, _)) = address else { return self.say("501 RCPT TO:<address>").await };
        if let Manner::Refuse(code) = self.outbox.manner() {
            // As real servers do: the answer repeats the address.
            return self.say(&format!("{code} no mailbox <{address}> here")).await;
        }
        self.recipients.push(address.to_owned());
        self.say("250 recipient").await
    }

    async fn data(&mut self) -> io::Result<()> {
        self.say("354 end with a dot").await?;
        let mut raw = Vec::new();
        loop {
            let line = self.line().await?.ok_or(io::ErrorKind::UnexpectedEof)?;
            match line.as_slice() {
                b"." => break,
                // A line that begins with a dot was sent with one more (RFC 5321 §4.5.2).
                [b'.', rest @ ..] => raw.extend_from_slice(rest),
                line => raw.extend_from_slice(line),
            }
            raw.extend_from_slice(b"\r\n");
            if raw.len() > MAIL_BYTES_MAX {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
        self.outbox.keep(mail::read(raw, self.recipients.join(", ")));
        self.reset();
        self.outbox.speaks().await;
        self.say("250 taken").await
    }

    /// The same connection with TLS; whatever was said before it does not count (RFC 3207 §4.2).
    async fn upgraded(mut self) -> io::Result<Self> {
        let acceptor = self.acceptor.take().ok_or(io::ErrorKind::Unsupported)?;
        let stream = acceptor.accept(self.stream.into_inner()).await?;
        let session = Self::new(Box::new(stream), Some(acceptor), self.outbox);
        Ok(Self { is_safe: true, ..session })
    }

    fn reset(&mut self) {
        self.has_sender = false;
        self.recipients.clear();
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.stream.write_all(line.as_bytes()).await?;
        self.stream.write_all(b"\r\n").await?;
        self.stream.flush().await
    }

    /// The next line without its end; none when the client has gone.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.stream).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).await?;
        if line.pop() != Some(b'\n') {
            return Ok(None);
        }
        line.pop_if(|last| *last == b'\r');
        Ok(Some(line))
    }
}
