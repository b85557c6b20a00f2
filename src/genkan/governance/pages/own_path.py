"""Where to go after signing in: somewhere in this system, wherever the link came from."""

HOME = "/"
_LOWEST_VISIBLE = "!"


def own_path(path: str) -> str:
    """The path itself where it stays on this server, else home.

    Browsers read ``//host`` and ``/\\host`` as another server and drop tabs and line ends before they look.
    """
    stays = path.startswith("/") and not path.startswith("//") and "\\" not in path
    is_plain = all(_LOWEST_VISIBLE <= character != "\x7f" for character in path)
    return path if stays and is_plain else HOME
