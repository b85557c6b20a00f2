"""Letters by e-mail: read whatever their form, taken in once, from files and from mailboxes."""
