namespace Portal.Data.Platforms;

/// <summary>One event of a platform in neutral form. Texts come from outside and are data, never markup.</summary>
/// <param name="EventId">The platform's own id: the same id is the same event, however often it arrives.</param>
/// <param name="At">When it happened, by the platform's clock.</param>
/// <param name="Name">The platform's name for it, for example <c>AttachRolePolicy</c>.</param>
/// <param name="Service">The service, for example <c>iam</c>.</param>
/// <param name="Kind">What it did.</param>
/// <param name="Container">The account, project or namespace that it happened in.</param>
/// <param name="Actor">Native id of the identity that made the call, or null when the event does not say.</param>
/// <param name="Initiator">On whose behalf, when the evidence shows it; null is unknown, never a guess.</param>
/// <param name="Grade">How sure the attribution is.</param>
/// <param name="Evidence">The fields that the attribution rests on, as <c>path = value</c>.</param>
/// <param name="Subjects">Native ids of the identities whose permissions it touches; empty when it touches none directly.</param>
/// <param name="Policy">Native id of a managed policy whose holders it touches, or null.</param>
/// <param name="Group">Name of a group whose members it touches, or null.</param>
/// <param name="Before">What was before, where the event says so.</param>
/// <param name="After">What is now, where the event says so: a policy document or a policy's name.</param>
/// <param name="Error">The platform's error code when the attempt failed, or null.</param>
/// <param name="Agent">The AI agent that the evidence names, or null when none is named.</param>
/// <param name="Raw">The event as it came, as JSON text.</param>
public sealed record NativeEvent(
    string EventId,
    DateTimeOffset At,
    string Name,
    string Service,
    ChangeKind Kind,
    string Container,
    string? Actor,
    string? Initiator,
    AttributionGrade Grade,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<string> Subjects,
    string? Policy,
    string? Group,
    string? Before,
    string? After,
    string? Error,
    string? Agent,
    string Raw);
