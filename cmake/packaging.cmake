# CPack settings for the .deb.
