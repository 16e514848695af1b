"""What the office sets of Telegram: the bot's token, and how its updates reach us."""

from pydantic import field_validator

from nhacviec.door_settings import DoorSection

TOKEN_VARIABLE = "NHACVIEC_TELEGRAM_TOKEN"  # noqa: S105 - the name of a variable
HOOK_VARIABLE = "NHACVIEC_TELEGRAM_WEBHOOK_SECRET"


class TelegramSection(DoorSection):
    """Asking for updates may have a proxy of its own: it stays open for long."""

    example_server = "http://127.0.0.1:8081"
    example_door = "https://nhacviec.tinh.gov.vn/telegram"
    hook_variable = HOOK_VARIABLE

    get_updates_proxy: str | None = None

    @field_validator("get_updates_proxy")
    @classmethod
    def _is_address_too(cls, address: str | None) -> str | None:
        return cls._whole(address)
