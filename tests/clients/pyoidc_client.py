"""A learning service in Python on the certified client pyoidc, as far as its conversation with the provider.

It reads its settings as one line of JSON. Where a browser has to go somewhere it prints `{"open": address}`
and reads the address that the browser came to; at the end it prints `{"done": …}`, what it received.
"""

import json
import sys

from oic import rndstr
from oic.oic import Client
from oic.oic.message import AuthorizationResponse, RegistrationResponse
from oic.utils.authn.client import CLIENT_AUTHN_METHOD, PrivateKeyJWT
from oic.utils.settings import OicClientSettings

SCOPE = ["openid", "profile", "email"]


def main():
    settings = json.loads(sys.stdin.readline())
    client = discover(settings)
    state = rndstr(32)
    signed_in = sign_in(client, settings, state)
    first = client.do_user_info_request(method="GET", state=state)
    # The second way to show an access token (RFC 6750 §2.2).
    second = client.do_user_info_request(method="POST", state=state, behavior="token_in_message_body", token_type="Bearer")
    refreshed = answered(client.do_access_token_refresh(state=state, authn_method=settings["authentication"]))
    after = client.do_user_info_request(method="GET", state=state)
    signed_out = sign_out(client, settings, state)
    dead = client.do_access_token_refresh(state=state, authn_method=settings["authentication"])
    say(
        done={
            "id_token": signed_in["id_token"].to_dict(),
            "userinfo": [first.to_dict(), second.to_dict(), after.to_dict()],
            "has_new_tokens": refreshed["refresh_token"] != signed_in["refresh_token"],
            "refreshed_id_token": refreshed["id_token"].to_dict(),
            "signed_out_to": signed_out,
            "refresh_after_sign_out": dead.get("error", "none"),
        }
    )


class PrivateKey(PrivateKeyJWT):
    """At a refresh, pyoidc 1.7 forgets to say which endpoint it is about to ask."""

    def construct(self, cis, request_args=None, http_args=None, **kwargs):
        return super().construct(cis, request_args, http_args, **{"authn_endpoint": "token", **kwargs})


def discover(settings):
    """Finds the provider and takes in the registration, whose secret the operator handed over."""
    client = Client(
        client_authn_method={**CLIENT_AUTHN_METHOD, "private_key_jwt": PrivateKey},
        config={"code_challenge": {"method": "S256", "length": 64}},
        settings=OicClientSettings(verify_ssl=settings["ca"]),
    )
    client.provider_config(settings["issuer"])
    registered = {name: settings[name] for name in ["client_id", "client_secret"] if name in settings}
    # Its own keys stand under no issuer's name.
    client.keyjar.import_jwks(settings["keys"], "")
    client.store_registration_info(RegistrationResponse(**registered, redirect_uris=[settings["redirect_uri"]]))
    client.redirect_uris = [settings["redirect_uri"]]
    return client


def sign_in(client, settings, state):
    """Code flow with PKCE; pyoidc verifies the ID token (OpenID Connect Core §3.1.3.7)."""
    challenge, verifier = client.add_code_challenge()
    nonce = rndstr(32)
    asked = client.construct_AuthorizationRequest(
        request_args={
            "response_type": "code",
            "scope": SCOPE,
            "redirect_uri": settings["redirect_uri"],
            "state": state,
            "nonce": nonce,
            **challenge,
        }
    )
    came_to = open_in_browser(asked.request(client.authorization_endpoint))
    answer = client.parse_response(AuthorizationResponse, info=came_to, sformat="urlencoded")
    if answer["state"] != state or answer["iss"] != settings["issuer"]:
        raise ValueError("the answer is not ours")
    tokens = answered(
        client.do_access_token_request(
            state=state,
            request_args={"code": answer["code"], "code_verifier": verifier},
            authn_method=settings["authentication"],
        )
    )
    if tokens["id_token"]["nonce"] != nonce:
        raise ValueError("the ID token is not for this sign-in")
    return tokens


def sign_out(client, settings, state):
    """RP-initiated logout, with the ID token that pyoidc kept: where the browser came to."""
    asked = client.construct_EndSessionRequest(
        request_args={"post_logout_redirect_uri": settings["post_logout_uri"], "state": state}
    )
    return open_in_browser(asked.request(client.end_session_endpoint))


def answered(answer):
    """The answer, where it is no error."""
    if "error" in answer:
        raise ValueError(answer.to_json())
    return answer


def open_in_browser(address):
    say(open=address)
    return json.loads(sys.stdin.readline())["came_to"]


def say(**words):
    print(json.dumps(words), flush=True)


main()
