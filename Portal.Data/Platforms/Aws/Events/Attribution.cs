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
    private const string SingleSignOn = "/aws-reserved/sso.amazonaws.com/";

    /// <summary>The signs of an AI agent in a record, or null when there is none.</summary>
    /// <param name="record">The record's fields.</param>
    /// <param name="additional">The record's <c>additionalEventData</c>.</param>
    public static List<AgentMark>? Marks(CloudTrailRecord record, ReadOnlySpan<byte> additional)
    {
        List<AgentMark>? marks = null;
        AddServices(record, additional, ref marks);
        if (Said(record.Identity.SourceIdentity) is { } source && IsAgentName(source))
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
        if (identity.Principal is { } actor)
        {
            evidence.Add($"{identity.PrincipalField} = {actor}");
        }
        var (initiator, initiatorGrade) = InitiatorOf(identity);
        if (Said(identity.OnBehalfOf) is { } user)
        {
            evidence.Add($"userIdentity.onBehalfOf.userId = {user}");
        }
        if (Said(identity.SourceIdentity) is { } source)
        {
            evidence.Add($"userIdentity.sessionContext.sourceIdentity = {source}");
        }
        foreach (var mark in marks ?? [])
        {
            if (!evidence.Contains(mark.Evidence))
            {
                evidence.Add(mark.Evidence);
            }
        }
        var (agent, agentGrade) = Strongest(marks);
        if (identity.SessionName is { } session)
        {
            evidence.Add($"session name = {session}");
        }
        return new Attribution(identity.Principal, initiator, initiatorGrade, agent, agentGrade, evidence);
    }

    private static (string? Initiator, AttributionGrade Grade) InitiatorOf(CloudTrailIdentity identity)
    {
        if (Said(identity.OnBehalfOf) is { } user)
        {
            return (user, AttributionGrade.A);
        }
        if (Said(identity.SourceIdentity) is { } source && !IsAgentName(source) && !IsServiceName(source))
        {
            return (source, AttributionGrade.B);
        }
        if (Said(identity.SessionName) is { } person && identity.IssuerArn is { } issuer && IsSingleSignOn(issuer))
        {
            // IAM Identity Center names these sessions after the person; elsewhere the caller chooses the name.
            return (person, AttributionGrade.B);
        }
        return (null, AttributionGrade.Unknown);
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    // arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Admin_0123456789abcdef. Nobody but AWS makes
    // roles under that path, but one's own path may hold a colon: role/x:role/aws-reserved/sso.amazonaws.com/Admin is anybody's.
    private static bool IsSingleSignOn(string issuer) =>
        issuer.Contains(SingleSignOn, StringComparison.Ordinal)
        && IamArn.TryParse(issuer, out var arn) && arn.Type is "role"
        && arn.Path.StartsWith(SingleSignOn, StringComparison.Ordinal)
        && arn.Name.StartsWith("AWSReservedSSO_", StringComparison.Ordinal);

    private static bool IsAgentName(string source) =>
        !source.Contains('@', StringComparison.Ordinal)
        && AgentWords.In(source) is { Weight: >= 35, Text: var word } && !IsPersonsName(source, word) && !IsServiceName(source);

    // People have addresses, and some are called Claude or Kiro: "claude", "claude-dupont" and "kiro.petrov" are theirs, "claude-code",
    // "claude-agent" and "kiro-infra" are not.
    private static bool IsPersonsName(string source, string word) => word switch
    {
        "claude" => !source.Contains("claude-code", StringComparison.OrdinalIgnoreCase)
            && AgentWords.In(source.Replace("claude", "", StringComparison.OrdinalIgnoreCase)) is null,
        "kiro" => source.Contains('.', StringComparison.Ordinal) && !source.AsSpan().ContainsAny('-', '_'),
        _ => false,
    };

    // Whoever may set a source identity may write "aws-mcp.amazonaws.com". That names nobody; AWS says it in other fields.
    private static bool IsServiceName(string source) => source.Contains(".amazonaws.com", StringComparison.OrdinalIgnoreCase);

    // AWS itself writes these fields.
    private static void AddServices(CloudTrailRecord record, ReadOnlySpan<byte> additional, ref List<AgentMark>? marks)
    {
        if (record.Identity.InvokedBy is { } service && AgentServices.AgentBehind(service) is { } agent)
        {
            (marks ??= []).Add(new AgentMark(agent, AttributionGrade.A, $"userIdentity.invokedBy = {service}")
            {
                McpServer = AgentServices.IsManagedMcpServer(service) ? service : null,
            });
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
