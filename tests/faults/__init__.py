"""Faults on purpose: the service as a process that is killed, frozen and cut off."""
