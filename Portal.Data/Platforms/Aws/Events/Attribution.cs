using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Who made a call, and for whom, as far as the record itself shows it. A missing mark means unknown, never "a human". That a role is
/// dedicated to one agent is not in the record: who knows the identities may grade such a call B.
/// </summary>
/// <param name="Actor">Native id of the caller.</param>
/// <param name="Initiator">The human, or unknown.</param>
/// <param name="InitiatorGrade">How sure that is.</param>
/// <param name="Agent">The AI agent, or unknown.</param>
/// <param name="AgentGrade">How sure that is.</param>
/// <param name="Evidence">The fields that this rests on.</param>
internal sealed record Attribution(
    string? Actor,
    string? Initiator,
    AttributionGrade InitiatorGrade,
    string? Agent,
    AttributionGrade AgentGrade,
    IReadOnlyList<string> Evidence)
{
    private const string QOrKiro = "Amazon Q or Kiro";
    private const string SingleSignOn = ":role/aws-reserved/sso.amazonaws.com/";

    /// <summary>The signs of an AI agent in a record, or null when there is none.</summary>
    /// <param name="record">The record's fields.</param>
    /// <param name="additional">The record's <c>additionalEventData</c>.</param>
    public static List<AgentMark>? Marks(CloudTrailRecord record, ReadOnlySpan<byte> additional)
    {
        List<AgentMark>? marks = null;
        AddServices(record, additional, ref marks);
        if (record.Identity.SourceIdentity is { } source && IsAgentName(source))
        {
            (marks ??= []).Add(new AgentMark(source, AttributionGrade.B, $"userIdentity.sessionContext.sourceIdentity = {source}"));
        }
        if (record.UserAgent is { } userAgent)
        {
            UserAgentMarks.Add(userAgent, ref marks);
        }
        return marks;
    }

    /// <summary>Judges a record by its fields and the signs found in it.</summary>
    public static Attribution Of(CloudTrailRecord record, List<AgentMark>? marks)
    {
        var identity = record.Identity;
        List<string> evidence = [];
        var (initiator, initiatorGrade) = InitiatorOf(identity, evidence);
        if (marks is not null)
        {
            evidence.AddRange(marks.Select(mark => mark.Evidence).Distinct(StringComparer.Ordinal));
        }
        var (agent, agentGrade) = Strongest(marks);
        if (identity.SessionName is { } session)
        {
            evidence.Add($"session name = {session}");
        }
        return new Attribution(identity.Principal, initiator, initiatorGrade, agent, agentGrade, evidence);
    }

    private static (string? Initiator, AttributionGrade Grade) InitiatorOf(CloudTrailIdentity identity, List<string> evidence)
    {
        if (identity.OnBehalfOf is { } user)
        {
            evidence.Add($"userIdentity.onBehalfOf.userId = {user}");
            return (user, AttributionGrade.A);
        }
        if (identity.SourceIdentity is { } source && !IsAgentName(source))
        {
            evidence.Add($"userIdentity.sessionContext.sourceIdentity = {source}");
            return (source, AttributionGrade.B);
        }
        if (identity is { IssuerArn: { } issuer, SessionName: { } person } && issuer.Contains(SingleSignOn, StringComparison.Ordinal))
        {
            // IAM Identity Center names these sessions after the person; elsewhere the caller chooses the name.
            evidence.Add($"userIdentity.sessionContext.sessionIssuer.arn = {issuer}");
            return (person, AttributionGrade.B);
        }
        return (null, AttributionGrade.Unknown);
    }

    // People have addresses, and some are called Claude.
    private static bool IsAgentName(string source) =>
        !source.Contains('@', StringComparison.Ordinal) && AgentWords.In(source) is { Weight: >= 35, Text: not "claude" };

    // AWS itself writes these fields.
    private static void AddServices(CloudTrailRecord record, ReadOnlySpan<byte> additional, ref List<AgentMark>? marks)
    {
        if (record.Identity.InvokedBy is { } service && AgentServices.AgentBehind(service) is { } agent)
        {
            (marks ??= []).Add(new AgentMark(agent, AttributionGrade.A, $"userIdentity.invokedBy = {service}"));
        }
        McpMarker.Add(additional, ref marks);
    }

    // The best grade counts. One grade can name several: a terminal that an agent opened hands its mark to the next agent in it.
    private static (string? Agent, AttributionGrade Grade) Strongest(List<AgentMark>? marks)
    {
        if (marks is null)
        {
            return (null, AttributionGrade.Unknown);
        }
        var grade = marks.Min(mark => mark.Grade);
        var agents = marks.Where(mark => mark.Grade == grade).Select(mark => mark.Agent).Distinct(StringComparer.Ordinal).ToList();
        if (agents.Exists(agent => agent.StartsWith("Kiro", StringComparison.Ordinal)))
        {
            agents.Remove(QOrKiro);
        }
        return (string.Join(" or ", agents), grade);
    }
}
