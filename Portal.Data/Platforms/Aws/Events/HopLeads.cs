using System.Text.Json;
using Portal.Data.Platforms.Aws.Signals;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>
/// Reads out of a CloudTrail record by what that is known which the call sets off under another name: what it runs, what it starts, whom it
/// becomes, and to which service it gives a role.
/// </summary>
internal static class HopLeads
{
    private const int Most = 20;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EventBody.DeepestNesting };

    /// <summary>The keys; none for most calls, for failed ones, and when the text is no record.</summary>
    public static IReadOnlyList<HopLead> Of(string raw)
    {
        try
        {
            using var document = JsonDocument.Parse(raw, Options);
            return document.RootElement.ValueKind is JsonValueKind.Object && Text(document.RootElement, "errorCode") is null
                ? [.. Of(document.RootElement).DistinctBy(lead => lead.Key, StringComparer.Ordinal).Take(Most)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<HopLead> Of(JsonElement record)
    {
        var service = AgentServices.ShortName(Text(record, "eventSource") ?? string.Empty);
        var account = Text(record, "recipientAccountId") ?? Text(record, "userIdentity", "accountId") ?? string.Empty;
        return (service, CallName.WithoutDate(Text(record, "eventName") ?? string.Empty)) switch
        {
            ("sts", "AssumeRole" or "AssumeRoleWithSAML" or "AssumeRoleWithWebIdentity" or "AssumeRoot" or "GetSessionToken" or "GetFederationToken") =>
                Keys(record, "responseElements.credentials.accessKeyId", Text(record, "requestParameters", "roleArn")),
            ("iam", "CreateAccessKey") => Keys(record, "responseElements.accessKey.accessKeyId", role: null),
            ("lambda", "Invoke" or "InvokeAsync" or "InvokeWithResponseStream") => Function(record, account, HopTrails.OfRun, role: null),
            ("lambda", "CreateFunction" or "UpdateFunctionCode" or "UpdateFunctionConfiguration") =>
                Function(record, account, HopTrails.OfCode, Text(record, "responseElements", "role") ?? Text(record, "requestParameters", "role")),
            ("ec2", "RunInstances") => Texts(record, "responseElements.instancesSet.items", "instanceId").Select(i => new HopLead(HopTrails.OfInstance(account, i.Value), i.Evidence, null)),
            ("ssm", "SendCommand") => Texts(record, "requestParameters.instanceIds", member: null).Select(i => new HopLead(HopTrails.OfCommand(account, i.Value), i.Evidence, null)),
            ("ssm", "StartSession") => Texts(record, "requestParameters.target", member: null).Select(i => new HopLead(HopTrails.OfCommand(account, i.Value), i.Evidence, null)),
            // "reports:0d1c…" runs as the session "AWSCodeBuild-0d1c…".
            ("codebuild", "StartBuild") => Texts(record, "responseElements.build.id", member: null)
                .Select(b => new HopLead(HopTrails.OfNamed(account, $"AWSCodeBuild-{b.Value[(b.Value.LastIndexOf(':') + 1)..]}"), b.Evidence, null)),
            ("ecs", "RunTask" or "StartTask") => Texts(record, "responseElements.tasks", "taskArn")
                .Select(t => new HopLead(HopTrails.OfNamed(account, t.Value[(t.Value.LastIndexOf('/') + 1)..]), t.Evidence, null)),
            ("states", "StartExecution" or "StartSyncExecution" or "RedriveExecution") => Texts(record, "requestParameters.stateMachineArn", member: null)
                .Concat(Texts(record, "requestParameters.executionArn", member: null))
                .Select(m => new HopLead(HopTrails.OfMachines(account, Text(record, "awsRegion")), m.Evidence, null)),
            ("states", "CreateStateMachine" or "UpdateStateMachine") => Role(record, "states", "roleArn"),
            ("cloudformation", var name) when IsOfStacks(name) => Text(record, "requestParameters", "roleARN") is null ? Forwarded(record, "cloudformation") : Role(record, "cloudformation", "roleARN"),
            _ => [],
        };
    }

    private static bool IsOfStacks(string name) =>
        name is "CreateStack" or "UpdateStack" or "DeleteStack" or "ExecuteChangeSet" or "RollbackStack" or "ContinueUpdateRollback"
            or "CreateStackInstances" or "UpdateStackInstances" or "DeleteStackInstances" or "UpdateStackSet";

    private static IEnumerable<HopLead> Keys(JsonElement record, string path, string? role) =>
        Texts(record, path, member: null).Select(key => new HopLead(HopTrails.OfKey(key.Value), key.Evidence, role));

    private static IEnumerable<HopLead> Function(JsonElement record, string account, Func<string, string, string> keyOf, string? role)
    {
        // "cleanup", "123456789012:function:cleanup", or an ARN; a version or alias may stand behind the name.
        foreach (var (value, evidence) in Texts(record, "requestParameters.functionName", member: null))
        {
            var parts = value.Split(':');
            var at = Array.IndexOf(parts, "function");
            var owner = at > 0 && parts[at - 1].Length > 0 ? parts[at - 1] : account;
            yield return new(keyOf(owner, at >= 0 && at + 1 < parts.Length ? parts[at + 1] : parts[0]), evidence, role);
        }
    }

    private static IEnumerable<HopLead> Role(JsonElement record, string service, string parameter) =>
        Texts(record, $"requestParameters.{parameter}", member: null).Select(role => new HopLead(HopTrails.OfRole(service, role.Value), role.Evidence, role.Value));

    private static IEnumerable<HopLead> Forwarded(JsonElement record, string service)
    {
        if (Text(record, "userIdentity", "arn") is { Length: > 0 } session)
        {
            var began = Text(Member(Member(Member(record, "userIdentity"), "sessionContext"), "attributes"), "creationDate");
            yield return new(HopTrails.OfForwarded(service, session, began), $"userIdentity.arn = {session}", null);
        }
    }

    /// <summary>The text at a path, or the texts of the array there, or of one member of each of its objects.</summary>
    private static IEnumerable<(string Value, string Evidence)> Texts(JsonElement record, string path, string? member)
    {
        var found = path.Split('.').Aggregate(record, Member);
        IEnumerable<JsonElement> values = found.ValueKind is JsonValueKind.Array ? found.EnumerateArray() : [found];
        return values
            .Select(value => member is null ? value : Member(value, member))
            .Where(value => value is { ValueKind: JsonValueKind.String })
            .Select(value => value.GetString()!)
            .Where(value => value.Length > 0)
            .Take(Most)
            .Select(value => (value, member is null ? $"{path} = {value}" : $"{path}.{member} = {value}"));
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string? Text(JsonElement element, string holder, string name) => Text(Member(element, holder), name);
}
