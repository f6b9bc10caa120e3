use neighbours::outbox::Manner;

use super::*;
use crate::on_both_databases;

/// The longest wait between two tries.
const LONGEST_WAIT: i64 = 1800;

on_both_databases! {
    async fn neighbours_that_come_back_get_each_message_once(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let away = town.neighbours_go().await;
        let app = away.test.app.clone();
        let worker = Worker::new(app.clone()).unwrap();
        for _ in 0..3 {
            tell(&app, Some(&account), code()).await;
        }
        // A whole flow, and then some.
        for _ in 0..20 {
            worker.round().await.unwrap();
            app.clock.advance_seconds(60);
        }
        assert_eq!(away.test.deliveries("waiting").await, 6);
        let tries = away.test.count("SELECT MIN(tries) FROM delivery").await;
        assert_eq!(tries, 5, "at the start, after 5 s, 30 s, 2 min and 10 min, on a clock of minutes");

        let town = away.neighbours_return().await;
        app.clock.advance_seconds(LONGEST_WAIT);
        for _ in 0..5 {
            worker.round().await.unwrap();
            app.clock.advance_seconds(LONGEST_WAIT);
        }
        let all = town.neighbours.outbox.messages();
        assert_eq!((all.len(), ids(&all).len()), (6, 6));
        assert_eq!(town.test.deliveries("sent").await, 6);
    }

    async fn message_is_given_up_after_three_days(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable_pupil().await;
        let away = town.neighbours_go().await;
        let app = away.test.app.clone();
        let worker = Worker::new(app.clone()).unwrap();
        tell(&app, Some(&account), code()).await;
        for hours in [71, 2] {
            worker.round().await.unwrap();
            assert_eq!(away.test.deliveries("waiting").await, 2);
            app.clock.advance_seconds(hours * 3600);
        }
        worker.round().await.unwrap();
        assert_eq!(away.test.deliveries("given_up").await, 2);
        let town = away.neighbours_return().await;
        app.clock.advance_seconds(LONGEST_WAIT);
        worker.round().await.unwrap();
        assert!(town.neighbours.outbox.messages().is_empty());
    }

    async fn refused_address_is_given_up_and_a_deferred_one_is_not(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        let worker = town.worker();
        town.neighbours.outbox.set_manner(Manner::Refuse(451));
        tell(&town.test.app, Some(&account), code()).await;
        worker.round().await.unwrap();
        assert_eq!(town.test.text("SELECT last_error FROM delivery").await, "deferred");
        assert_eq!(town.test.deliveries("waiting").await, 1);
        town.neighbours.outbox.set_manner(Manner::Refuse(550));
        town.test.app.clock.advance_seconds(5);
        worker.round().await.unwrap();
        assert_eq!(town.test.text("SELECT last_error FROM delivery").await, "refused");
        assert_eq!(town.test.deliveries("given_up").await, 1);
        town.neighbours.outbox.set_manner(Manner::Take);
        town.test.app.clock.advance_seconds(LONGEST_WAIT);
        worker.round().await.unwrap();
        assert!(town.neighbours.outbox.messages().is_empty());
    }

    async fn gateway_takes_only_what_is_signed_with_its_secret(engine: Engine) {
        let other = "secret = \"another secret, just as long as it\"";
        let town = Town::with(engine, None, "", other).await;
        let account = town.test.reachable("pupil.one", &[("mobile", MOBILE)]).await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        assert!(town.neighbours.outbox.messages().is_empty());
        assert_eq!(town.test.text("SELECT last_error FROM delivery").await, "account");
        assert_eq!(town.test.deliveries("waiting").await, 1);

        let mut config = (*town.test.app.config).clone();
        config.sms.secret = SECRET.into();
        let mended = App { config: Arc::new(config), ..town.test.app.clone() };
        mended.clock.advance_seconds(5);
        Worker::new(mended).unwrap().round().await.unwrap();
        assert_eq!(town.arrived(Channel::Sms).len(), 1);
    }

    async fn address_that_is_gone_is_given_up(engine: Engine) {
        let town = Town::new(engine).await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        town.neighbours.outbox.set_manner(Manner::Refuse(451));
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        town.test.sql("DELETE FROM contact").await;
        town.test.app.clock.advance_seconds(5);
        town.worker().round().await.unwrap();
        assert_eq!(town.test.text("SELECT last_error FROM delivery").await, "no_address");
        assert_eq!(town.test.deliveries("given_up").await, 1);
    }
}
