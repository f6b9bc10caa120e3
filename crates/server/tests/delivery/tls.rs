use super::*;
use crate::on_both_databases;
use crate::support::Folder;

/// The settings that trust this certificate and no other.
fn trusting(folder: &Folder, authority_pem: &str) -> String {
    let file = folder.0.join("mail.pem");
    std::fs::write(&file, authority_pem).unwrap();
    format!("security = \"starttls\"\nca_file = \"{}\"", file.display())
}

on_both_databases! {
    async fn mail_goes_through_starttls_with_the_trusted_certificate(engine: Engine) {
        let folder = Folder::new();
        let identity = Identity::new().unwrap();
        let mail = trusting(&folder, &identity.authority_pem);
        let town = Town::with(engine, Some(identity), &mail, "").await;
        let account = town.test.reachable_pupil().await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        assert_eq!(town.arrived(Channel::Mail).len(), 1);
    }

    async fn mail_waits_while_the_certificate_is_a_strangers(engine: Engine) {
        let folder = Folder::new();
        let mail = trusting(&folder, &Identity::new().unwrap().authority_pem);
        let town = Town::with(engine, Some(Identity::new().unwrap()), &mail, "").await;
        let account = town.test.reachable_pupil().await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        assert_eq!((town.arrived(Channel::Mail).len(), town.arrived(Channel::Sms).len()), (0, 1));
        assert_eq!(town.test.deliveries("waiting").await, 1);
        let error = "SELECT last_error FROM delivery WHERE channel = 'mail'";
        assert_eq!(town.test.text(error).await, "tls");
    }

    async fn mail_waits_while_the_server_offers_no_tls(engine: Engine) {
        let town = Town::with(engine, None, "security = \"starttls\"", "").await;
        let account = town.test.reachable("pupil.one", &[("mail", MAIL)]).await;
        tell(&town.test.app, Some(&account), code()).await;
        town.worker().round().await.unwrap();
        assert!(town.neighbours.outbox.messages().is_empty());
        assert_eq!(town.test.deliveries("waiting").await, 1);
        assert_eq!(town.test.text("SELECT last_error FROM delivery").await, "protocol");
    }
}
