"""The shipped playbooks."""
