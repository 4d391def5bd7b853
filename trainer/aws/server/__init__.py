"""AWS's wire protocols over HTTP on this machine, so that any AWS client can talk to a world."""
