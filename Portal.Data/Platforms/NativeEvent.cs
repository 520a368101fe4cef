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
/// <param name="InitiatorGrade">How sure it is that <paramref name="Initiator"/> stands behind the call; unknown when there is none.</param>
/// <param name="Agent">The AI agent that the evidence names, or null when none is named.</param>
/// <param name="AgentGrade">How sure it is that <paramref name="Agent"/> made the call; unknown when there is none.</param>
/// <param name="Evidence">The fields that the attribution rests on, as <c>path = value</c>.</param>
/// <param name="Subjects">The identities whose permissions it touches; empty when it touches none directly.</param>
/// <param name="Policy">Native id of a managed policy whose holders it touches, or null.</param>
/// <param name="Group">Name of a group whose members it touches, or null.</param>
/// <param name="Scope">Native id of a scope of the organization whose identities it touches, or null.</param>
/// <param name="Before">What was before, where the event says so.</param>
/// <param name="After">What is now, where the event says so: a policy document or a policy's name.</param>
/// <param name="Error">The platform's error code when the attempt failed, or null.</param>
/// <param name="OnlyOfAgents">
/// True when it is worth keeping only if <paramref name="Actor"/> turns out to be an agent's identity: it touches nobody's permissions and
/// names no agent itself. Who stores events knows the identities, and drops the others.
/// </param>
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
    AttributionGrade InitiatorGrade,
    string? Agent,
    AttributionGrade AgentGrade,
    IReadOnlyList<string> Evidence,
    IReadOnlyList<EventSubject> Subjects,
    string? Policy,
    string? Group,
    string? Scope,
    string? Before,
    string? After,
    string? Error,
    bool OnlyOfAgents,
    string Raw)
{
    /// <summary>
    /// The one entitlement of the subjects, or the policy, that it gives, takes or rewrites, in the words of snapshots; null when it is
    /// about none or the event does not name it. It ties an event to what snapshots show before and after.
    /// </summary>
    public EntitlementRef? Entitlement { get; init; }

    /// <summary>
    /// Native id of the organization's policy that it puts on <see cref="Scope"/>, takes off it or, without a scope, makes or rewrites wherever it
    /// is; null for other events.
    /// </summary>
    public string? LimitPolicy { get; init; }

    /// <summary>True when <see cref="After"/> is the whole document that says who may become the one subject.</summary>
    public bool IsTrustDocument { get; init; }

    /// <summary>What tells the session that the call came through from others, for example the id of a temporary key; null when the event does not say.</summary>
    public string? Session { get; init; }

    /// <summary>
    /// True when it destroys something and names no agent: worth keeping also if it turns out that a call of an agent may have set it off. See
    /// <see cref="IEventReader.TrailOf"/>.
    /// </summary>
    public bool MayBeLedTo { get; init; }

    /// <summary>How sure the attribution is as a whole: the weaker of what is claimed about agent and initiator, unknown when nothing is.</summary>
    public AttributionGrade Grade =>
        InitiatorGrade > AgentGrade ? InitiatorGrade : AgentGrade;
}
