using System.Text.RegularExpressions;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>Finds whom an event touches.</summary>
/// <param name="Subjects">Roles and users that it names.</param>
/// <param name="Policy">A managed policy whose holders it touches.</param>
/// <param name="Group">A group whose members it touches.</param>
/// <param name="Scope">A scope of the organization whose identities it touches.</param>
internal sealed partial record EventSubjects(IReadOnlyList<EventSubject> Subjects, string? Policy = null, string? Group = null, string? Scope = null)
{
    private const int MostPrincipals = 200;

    private static readonly EventSubjects Nobody = new([]);

    private static readonly string[] ArnMembers =
    [
        "principalArn", "roleArn", "agentResourceRoleArn", "executionRoleArn", "granteePrincipal", "principal",
    ];

    /// <summary>Reads them.</summary>
    /// <returns>Null when the event should name somebody and does not.</returns>
    public static EventSubjects? Of(EventRule rule, RequestFields fields, CloudTrailRecord record, string account) => rule.Subject switch
    {
        SubjectSource.Role => One(IdentityKind.Role, fields.Request("roleName") ?? fields.Response("role", "roleName"), fields.Response("role", "arn"), fields, record, account),
        SubjectSource.User => One(
            IdentityKind.User, fields.Request("userName") ?? Caller(record), fields.Response("user", "arn"), fields, record, account),
        SubjectSource.Group => fields.Request("groupName") is { } group ? new([], Group: group) : null,
        SubjectSource.Policy => fields.Request("policyArn") is { } policy ? new([], Policy: policy) : null,
        SubjectSource.Scope => (fields.Request("targetId") ?? fields.Request("rootId") ?? fields.Request("accountId")) is { } scope ? new([], Scope: scope) : null,
        SubjectSource.Arn => new([.. ArnMembers.Select(fields.Request).OfType<string>().Select(FromArn).OfType<EventSubject>().Distinct()]),
        SubjectSource.PolicyPrincipals => rule.After is { } document && fields.Request(document) is { } text ? new(Named(text)) : null,
        SubjectSource.None => Nobody,
    };

    private static EventSubjects? One(
        IdentityKind kind, string? name, string? arn, RequestFields fields, CloudTrailRecord record, string account)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }
        var caller = record.Identity.Principal is { } principal && IamArn.TryParse(principal, out var parsed) ? parsed : default;
        var type = kind is IdentityKind.Role ? "role" : "user";
        arn ??= caller.Type == type && caller.Account == account && caller.Name == name ? record.Identity.Principal : null;
        // A new identity's path stands beside its name.
        arn ??= fields.Request("path") is { } path && path.StartsWith('/') && path.EndsWith('/')
            ? new IamArn(Partition(record), account, type, path, name).ToString()
            : null;
        return new([new EventSubject(kind, account, name, arn)]);
    }

    // Without a user name these calls mean the caller.
    private static string? Caller(CloudTrailRecord record) =>
        record.Identity is { Type: "IAMUser", Arn: { } arn } && IamArn.TryParse(arn, out var user) ? user.Name : null;

    private static EventSubject? FromArn(string text) =>
        IamArn.TryParse(text, out var arn) && arn.Type is "role" or "user"
            ? new EventSubject(arn.Type is "role" ? IdentityKind.Role : IdentityKind.User, arn.Account, arn.Name, text)
            : null;

    private static List<EventSubject> Named(string document) =>
        [.. PrincipalArn().Matches(EventTexts.Decoded(document)).Take(MostPrincipals).Select(match => FromArn(match.Value)).OfType<EventSubject>().Distinct()];

    private static string Partition(CloudTrailRecord record) =>
        record.Identity.Arn?.Split(':') is ["arn", var partition, ..] ? partition
        : record.Region is { } region && region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : record.Region is { } gov && gov.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    [GeneratedRegex("""arn:aws[a-z-]*:iam::\d{12}:(?:role|user)/[\w+=,.@/-]{1,600}""", RegexOptions.NonBacktracking)]
    private static partial Regex PrincipalArn();
}
