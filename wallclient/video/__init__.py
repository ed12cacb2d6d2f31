"""From a camera's address to pictures in a frame ring. Only files of engines/ import av or vlc, only in a
worker."""
