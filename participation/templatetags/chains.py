"""Milestones with the ideas that they came from: {% load chains %}{% with_ideas milestones as steps %}."""

from django import template

from participation import chain

register = template.Library()
register.simple_tag(chain.with_ideas)
