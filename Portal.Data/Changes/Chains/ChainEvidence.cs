namespace Portal.Data.Changes.Chains;

/// <summary>A field of an event.</summary>
/// <param name="ChangeId">The change whose raw event holds it.</param>
/// <param name="EventId">The platform's own id of the event.</param>
/// <param name="Text">The field, as <c>path = value</c>; from outside.</param>
public sealed record ChainEvidence(ChangeId ChangeId, string EventId, string Text);
