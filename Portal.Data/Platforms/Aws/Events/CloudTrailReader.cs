using System.Text;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Reads CloudTrail events. Kept are changes of permissions by anyone, and every act that names an AI agent; acts that would only matter
/// if the caller is an agent's identity are marked so. The rest is ignored.
/// </summary>
internal sealed class CloudTrailReader : IEventReader
{
    private const int SharedTexts = 512;
    private const int LongestId = 200;
    private const int LongestName = 200;

    /// <inheritdoc/>
    public NativeCall? CallOf(string raw) => CallReader.Read(raw);

    /// <inheritdoc/>
    public AgentContext AgentContextOf(string raw) => AgentContextReader.Read(raw);

    /// <inheritdoc/>
    public IReadOnlyList<string> ActionsOf(string service, string name) => CalledActions.Of(service, name);

    /// <inheritdoc/>
    public IReadOnlyList<HopLead> LeadsOf(string raw) => HopLeads.Of(raw);

    /// <inheritdoc/>
    public HopTrail TrailOf(string raw) => HopTrails.Of(raw);

    /// <inheritdoc/>
    public IEnumerable<ReadEvent> Read(ReadOnlyMemory<byte> body)
    {
        var texts = new JsonTexts(SharedTexts);
        var index = 0;
        foreach (var part in EventBody.Split(body))
        {
            yield return Read(index++, part, texts);
        }
        if (index == 0)
        {
            yield return new ReadEvent.Rejected(0, "The body holds no event.", body);
        }
    }

    private static ReadEvent Read(int index, EventPart part, JsonTexts texts)
    {
        if (part.Problem is not null)
        {
            return new ReadEvent.Rejected(index, part.Problem, part.Json);
        }
        if (part.Json.Length == 0)
        {
            return new ReadEvent.Ignored(index);
        }
        try
        {
            var record = CloudTrailRecord.Read(part.Json.Span, texts);
            return record.IsInsight ? new ReadEvent.Ignored(index)
                : Missing(record) is { } missing ? new ReadEvent.Rejected(index, missing, part.Json)
                : Judge(index, record, part.Json.Span);
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            return new ReadEvent.Rejected(index, broken is JsonException ? "The event's JSON is broken." : broken.Message, part.Json);
        }
    }

    private static string? Missing(CloudTrailRecord record) => record switch
    {
        { EventId: null or "" } => "The event has no eventID.",
        { EventId.Length: > LongestId } => "The event's eventID is too long.",
        { EventTime: null } => "The event has no readable eventTime.",
        { EventName: null or "" } => "The event has no eventName.",
        { EventName.Length: > LongestName } or { EventSource.Length: > LongestName } => "The event's name or source is too long.",
        { EventSource: null or "" } => "The event has no eventSource.",
        _ => null,
    };

    private static ReadEvent Judge(int index, CloudTrailRecord record, ReadOnlySpan<byte> json)
    {
        var service = AgentServices.ShortName(record.EventSource!);
        var name = record.EventName!;
        if (EventRules.Find(service, name) is { } rule)
        {
            return Changed(index, service, rule, record, json);
        }
        var marks = Attribution.Marks(record, json[record.Additional]);
        var isReading = record.ReadOnly ?? EventRules.IsReading(name);
        if (marks is null && (isReading || !IsIdentity(record.Identity.Principal)))
        {
            return new ReadEvent.Ignored(index);
        }
        var attribution = Attribution.Of(record, marks);
        var kind = !isReading && EventRules.IsDestructive(name) ? ChangeKind.Destructive : ChangeKind.Activity;
        return new ReadEvent.Accepted(index, Event(service, kind, record, attribution, new EventSubjects([]), json) with
        {
            OnlyOfAgents = marks is null,
            MayBeLedTo = marks is null && kind is ChangeKind.Destructive,
        });
    }

    private static ReadEvent Changed(int index, string service, EventRule rule, CloudTrailRecord record, ReadOnlySpan<byte> json)
    {
        var fields = RequestFields.Of(json, record);
        var account = Account(record);
        var marks = Attribution.Marks(record, json[record.Additional]);
        if (service is "sts")
        {
            SessionTags.Add(fields, isRefused: record.ErrorCode is not null, ref marks);
        }
        var attribution = Attribution.Of(record, marks);
        if (rule.Kind is ChangeKind.Activity && marks is null && !IsIdentity(attribution.Actor))
        {
            return new ReadEvent.Ignored(index);
        }
        var subjects = EventSubjects.Of(rule, fields, record, account);
        // A refused call often comes without its parameters: whom it was meant for is then unknown, what it was is not.
        var isUnderstood = subjects is not null || record.ErrorCode is not null;
        var kind = isUnderstood ? KindOf(rule, record, fields) : ChangeKind.Unknown;
        var after = rule.After is "*" ? fields.RequestText : rule.After is null ? null : fields.Request(rule.After);
        return new ReadEvent.Accepted(index, Event(service, kind, record, attribution, subjects ?? new EventSubjects([]), json) with
        {
            After = (after is null ? null : EventTexts.Decoded(after)) ?? Credential(rule, fields),
            Before = rule.Before is null ? null : fields.Request(rule.Before),
            OnlyOfAgents = rule.Kind is ChangeKind.Activity && marks is null,
            Entitlement = EntitlementOf(record.EventName!, fields),
            LimitPolicy = service is "organizations" ? LimitPolicyOf(record.EventName!, fields) : null,
            IsTrustDocument = service is "iam" && record.EventName is "UpdateAssumeRolePolicy" && after is not null,
        });
    }

    private static NativeEvent Event(
        string service, ChangeKind kind, CloudTrailRecord record, Attribution attribution, EventSubjects subjects, ReadOnlySpan<byte> json) => new(
            EventId: record.EventId!,
            At: record.EventTime!.Value,
            Name: record.EventName!,
            Service: service,
            Kind: kind,
            Container: Account(record),
            Actor: attribution.Actor,
            Initiator: attribution.Initiator,
            InitiatorGrade: attribution.InitiatorGrade,
            Agent: attribution.Agent,
            AgentGrade: attribution.AgentGrade,
            Evidence: attribution.Evidence,
            Subjects: subjects.Subjects,
            Policy: subjects.Policy,
            Group: subjects.Group,
            Scope: subjects.Scope,
            Before: null,
            After: null,
            Error: record.ErrorCode,
            OnlyOfAgents: false,
            Raw: Encoding.UTF8.GetString(json))
        {
            Session = record.Identity.Session,
        };

    // Some calls do the opposite, or nothing, by a parameter.
    private static ChangeKind KindOf(EventRule rule, CloudTrailRecord record, RequestFields fields) => record.EventName switch
    {
        "UpdateAccessKey" or "UpdateServiceSpecificCredential" when fields.Request("status") is "Inactive" => ChangeKind.CredentialRemoved,
        "CreatePolicyVersion" when fields.Request("setAsDefault") is not "true" => ChangeKind.Activity,
        _ => rule.Kind,
    };

    // In the words of snapshots: an inline policy and a group by their names, a managed policy by its ARN.
    private static EntitlementRef? EntitlementOf(string name, RequestFields fields) => name switch
    {
        "PutRolePolicy" or "DeleteRolePolicy" or "PutUserPolicy" or "DeleteUserPolicy" or "PutGroupPolicy" or "DeleteGroupPolicy" when fields.Request("policyName") is { } policy =>
            new(EntitlementKind.InlinePolicy, policy, policy),
        "AttachRolePolicy" or "DetachRolePolicy" or "AttachUserPolicy" or "DetachUserPolicy" or "AttachGroupPolicy" or "DetachGroupPolicy" when fields.Request("policyArn") is { } arn =>
            new(EntitlementKind.ManagedPolicy, arn, arn[(arn.LastIndexOf('/') + 1)..]),
        "AddUserToGroup" or "RemoveUserFromGroup" when fields.Request("groupName") is { } group =>
            new(EntitlementKind.GroupMembership, group, group),
        _ => null,
    };

    private static string? LimitPolicyOf(string name, RequestFields fields) => name switch
    {
        "AttachPolicy" or "DetachPolicy" or "UpdatePolicy" or "DeletePolicy" => fields.Request("policyId"),
        "CreatePolicy" => fields.ResponseId("policy", "policySummary", "id"),
        _ => null,
    };

    private static string? Credential(EventRule rule, RequestFields fields) => rule.Kind is ChangeKind.CredentialMade
        ? fields.Response("accessKey", "accessKeyId") ?? fields.Response("serviceSpecificCredential", "serviceUserName")
        : null;

    private static string Account(CloudTrailRecord record) => record.RecipientAccount ?? record.Identity.Account ?? "";

    private static bool IsIdentity(string? actor) => actor is not null && IamArn.TryParse(actor, out var arn) && arn.Type is "role" or "user";
}
