"""What an operator can set, from environment variables named GENKAN_…"""

from genkan.settings.errors import PasswordInTheClear, SettingInvalid
from genkan.settings.settings import Settings, load_settings

__all__ = ["PasswordInTheClear", "SettingInvalid", "Settings", "load_settings"]
