"""Files about people are taken in without touching the disk: what is not sealed is nowhere but in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from recolement.web.organiser.setting_up import LONGEST_FILE


class InMemory(MemoryFileUploadHandler):
    """Keeps a file in memory, whatever its size up to the longest that is taken; a longer one is dropped."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 (Django's name)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Django would write anything above two megabytes to a temporary file."""
        self.activated = content_length <= LONGEST_FILE


def in_memory(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view whose uploaded files are kept in memory; protected from forged forms as any other."""
    protected = csrf_protect(view)

    @csrf_exempt  # protected above, once the way of taking files in is chosen
    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        request.upload_handlers = [InMemory(request)]
        return protected(request, *args, **named)

    return taking
