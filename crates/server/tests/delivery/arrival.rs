use server::services::sweep;

use super::*;
use crate::on_both_databases;

const DAY: i64 = 24 * 3600;

on_both_databases! {
    async fn code_reaches_mail_and_mobile(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();

        let (mails, texts) = (town.arrived(Channel::Mail), town.arrived(Channel::Sms));
        assert_eq!((mails.len(), texts.len()), (1, 1));
        let (mail, sms) = (&mails[0], &texts[0]);
        assert_eq!((mail.to.as_str(), sms.to.as_str()), (MAIL, MOBILE));
        assert_eq!(mail.subject.as_deref(), Some("教育通行：重設密碼的驗證碼"));
        assert!(mail.text.contains(CODE) && sms.text.contains(CODE), "{} {}", mail.text, sms.text);
        assert!(mail.html.as_deref().unwrap().contains(CODE));

        town.worker().round().await.unwrap();
        assert_eq!(town.neighbours.outbox.messages().len(), 2, "nothing is sent twice");
        let counters = town.test.app.metrics.text(0).unwrap();
        for channel in ["mail", "sms"] {
            let line = format!("edupass_deliveries_total{{channel=\"{channel}\",outcome=\"sent\"}} 1");
            assert!(counters.contains(&line), "{counters}");
        }
    }

    async fn mail_tells_nothing_outside_its_body(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        tell(&town.test.app, Some(&account), code()).await;
        tell(&town.test.app, Some(&account), changed(&town.test.app)).await;
        town.worker().round().await.unwrap();
        let mails = town.arrived(Channel::Mail);
        assert_eq!(mails.len(), 2);
        let link = format!("http://localhost:8600/not-me#{TOKEN}");
        assert_eq!(mails.iter().filter(|mail| mail.text.contains(&link)).count(), 1);
        for mail in mails {
            let raw = String::from_utf8(mail.raw.clone()).unwrap();
            let (headers, _) = raw.split_once("\r\n\r\n").unwrap();
            assert!(headers.contains("Auto-Submitted: auto-generated"), "{headers}");
            let secrets = [CODE, TOKEN, "王小明", "pupil.one"];
            let subject = mail.subject.unwrap();
            assert!(!secrets.iter().any(|secret| headers.contains(secret) || subject.contains(secret)), "{headers}");
            let delivery = mail.id.strip_suffix("@localhost").unwrap();
            let known = format!("SELECT COUNT(*) FROM delivery WHERE id = '{delivery}' AND channel = 'mail'");
            assert_eq!(town.test.count(&known).await, 1, "{}", mail.id);
        }
    }

    async fn message_is_unreadable_in_the_database_and_gone_once_it_arrived(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        tell(&town.test.app, Some(&account), code()).await;
        let stored = town.test.dump("message").await;
        assert!(stored.contains(&account) && !stored.contains(CODE), "{stored}");
        let empty = "SELECT COUNT(*) FROM message WHERE LENGTH(content_sealed) = 0";
        assert_eq!(town.test.count(empty).await, 0);
        town.worker().round().await.unwrap();
        town.test.app.clock.advance_seconds(9 * DAY);
        sweep::run(&town.test.app).await.unwrap();
        assert_eq!(town.test.deliveries("sent").await, 2);
        town.test.app.clock.advance_seconds(2 * DAY);
        sweep::run(&town.test.app).await.unwrap();
        assert_eq!(town.test.deliveries("sent").await, 0);
        assert_eq!(town.test.count("SELECT COUNT(*) FROM message").await, 0);
    }

    async fn last_delivery_takes_the_content_with_it(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        let empty = "SELECT COUNT(*) FROM message WHERE LENGTH(content_sealed) = 0";
        assert_eq!(town.test.count(empty).await, 1);
    }

    async fn message_for_nobody_is_written_alike_and_dropped(engine: Engine) {
        let town = Town::new(engine).await;
        let bare = town.test.reachable("pupil.one", &[]).await;
        for account in [None, Some("nobody"), Some(bare.as_str())] {
            tell(&town.test.app, account, code()).await;
            assert_eq!(town.test.count("SELECT COUNT(*) FROM message").await, 1, "one row for {account:?}");
            town.worker().round().await.unwrap();
            assert_eq!(town.test.count("SELECT COUNT(*) FROM message").await, 0);
            assert_eq!(town.test.count("SELECT COUNT(*) FROM delivery").await, 0);
        }
        assert!(town.neighbours.outbox.messages().is_empty());
    }

    async fn message_that_is_not_committed_is_not_sent(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let transaction = town.test.app.store.begin().await.unwrap();
        let message = Message { account_id: Some(account), language: Language::En, content: code() };
        outbox::enqueue(&town.test.app, &transaction, message).await.unwrap();
        drop(transaction);
        town.worker().round().await.unwrap();
        assert!(town.neighbours.outbox.messages().is_empty());
    }

    async fn messages_wait_for_a_neighbour_that_is_not_set_up(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let mut config = (*town.test.app.config).clone();
        config.mail = Default::default();
        config.sms = Default::default();
        let without = App { config: Arc::new(config), ..town.test.app.clone() };
        tell(&without, Some(&account), code()).await;
        Worker::new(without).unwrap().round().await.unwrap();
        assert_eq!(town.test.deliveries("waiting").await, 2);
        town.worker().round().await.unwrap();
        assert_eq!(town.test.deliveries("sent").await, 2);
        assert_eq!(town.neighbours.outbox.messages().len(), 2);
    }
}
