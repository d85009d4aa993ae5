"""/konto/…: signing in and one's own account. Only what we use of allauth: no sign-up, no addresses, no password mails.

These addresses stand outside /admin/, whose forms run in one transaction and whose content policy is wider.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as sign_on
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.urls import URLPattern, path

from accounts import no_entry, sessions

urlpatterns: list[URLPattern] = [
    path("anmelden/", no_entry.sign_in, name="account_login"),
    path("anmelden/code/", factors.authenticate, name="mfa_authenticate"),
    path("anmelden/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/stadt/<slug:provider_id>/", openid_connect.login, name="openid_connect_login"),
    path("anmelden/stadt/<slug:provider_id>/zurueck/", openid_connect.callback, name="openid_connect_callback"),
    path("anmelden/abgebrochen/", sign_on.login_cancelled, name="socialaccount_login_cancelled"),
    path("anmelden/fehler/", sign_on.login_error, name="socialaccount_login_error"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("bestaetigen/", account.reauthenticate, name="account_reauthenticate"),
    path("bestaetigen/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("bestaetigen/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("zweiter-faktor/", factors.index, name="mfa_index"),
    path("zweiter-faktor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("zweiter-faktor/app/entfernen/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("zweiter-faktor/passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("zweiter-faktor/passkeys/neu/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("zweiter-faktor/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("zweiter-faktor/passkeys/<int:pk>/entfernen/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("zweiter-faktor/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("zweiter-faktor/codes/neu/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("zweiter-faktor/codes/datei/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("anmeldungen/", sessions.own_sessions, name="own_sessions"),
]
