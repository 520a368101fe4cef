using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>The caller of a request.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its ARN, the service's or provider's name, or <c>anonymous</c>.</param>
/// <param name="Account">Its account; null for services, providers and anonymous callers.</param>
/// <param name="Name">The user's, role's or federated user's name without its path; empty for the others.</param>
internal sealed record AwsPrincipal(AwsPrincipalKind Kind, string Text, string? Account, string Name)
{
    private static readonly HashSet<string> Providers = new(StringComparer.Ordinal)
    {
        "cognito-identity.amazonaws.com", "accounts.google.com", "www.amazon.com", "graph.facebook.com",
    };

    /// <summary>A caller without credentials.</summary>
    public static AwsPrincipal Anonymous { get; } = new(AwsPrincipalKind.Anonymous, "anonymous", Account: null, string.Empty);

    /// <summary>True for users, roles and their sessions, which policies of their own give rights.</summary>
    public bool HasOwnPolicies => Kind <= AwsPrincipalKind.FederatedUser;

    /// <summary>Reads an ARN, a service's or a provider's name; null when it is none of them.</summary>
    public static AwsPrincipal? Read(string text)
    {
        if (Providers.Contains(text))
        {
            return new AwsPrincipal(AwsPrincipalKind.Federated, text, Account: null, string.Empty);
        }
        if (!text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return text.EndsWith(".amazonaws.com", StringComparison.Ordinal) || text.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal)
                ? new AwsPrincipal(AwsPrincipalKind.Service, text, Account: null, string.Empty)
                : null;
        }
        var parts = text.Split(':', ResourcePattern.PartCount);
        if (parts.Length < ResourcePattern.PartCount)
        {
            return null;
        }
        var (service, account, resource) = (parts[2], parts[4], parts[5]);
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        var type = slash < 0 ? resource : resource[..slash];
        AwsPrincipalKind? kind = (service, type) switch
        {
            ("iam", "user") => AwsPrincipalKind.User,
            ("iam", "role") => AwsPrincipalKind.Role,
            ("iam", "root") => AwsPrincipalKind.Root,
            ("iam", "oidc-provider" or "saml-provider") => AwsPrincipalKind.Federated,
            ("sts", "assumed-role") => AwsPrincipalKind.RoleSession,
            ("sts", "federated-user") => AwsPrincipalKind.FederatedUser,
            _ => null,
        };
        if (kind is not { } known || (slash < 0) != (known == AwsPrincipalKind.Root) || account.Length == 0)
        {
            return null;
        }
        var name = known switch
        {
            AwsPrincipalKind.Root or AwsPrincipalKind.Federated => string.Empty,
            AwsPrincipalKind.RoleSession => resource.Split('/') is [_, var role, var session] && session.Length > 0 ? role : null,
            _ => resource[(resource.LastIndexOf('/') + 1)..],
        };
        return name is null || (name.Length == 0 && known is not (AwsPrincipalKind.Root or AwsPrincipalKind.Federated))
            ? null
            : new AwsPrincipal(known, text, known == AwsPrincipalKind.Federated ? null : account, name);
    }

    /// <summary>
    /// True for a role that belongs to an AWS service, which organization policies do not bind. A session's ARN has no path, so there the
    /// name that AWS reserves for such roles tells.
    /// </summary>
    public bool IsServiceLinked => Kind switch
    {
        AwsPrincipalKind.Role => Text.Contains(":role/aws-service-role/", StringComparison.Ordinal),
        AwsPrincipalKind.RoleSession => Name.StartsWith("AWSServiceRoleFor", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>How the Principal element <paramref name="element"/>, its negation aside, names this caller.</summary>
    public PrincipalMatch Match(PrincipalElement element)
    {
        if (element.IsEveryone)
        {
            return PrincipalMatch.Direct;
        }
        switch (Kind)
        {
            case AwsPrincipalKind.Anonymous:
                return PrincipalMatch.None;
            case AwsPrincipalKind.Service:
                return Lists(element.Services);
            case AwsPrincipalKind.Federated:
                return Lists(element.Federated);
        }
        var best = PrincipalMatch.None;
        foreach (var entry in element.Aws)
        {
            var match = Match(entry);
            if (match > best)
            {
                best = match;
            }
        }
        return best;
    }

    /// <summary>
    /// How a statement of a policy on a resource names this caller. A Deny with NotPrincipal spares a caller only when its account is listed
    /// beside it, and never one that has a boundary.
    /// </summary>
    public PrincipalMatch Match(PolicyStatement statement, bool hasBoundary)
    {
        if (statement.Principals is not { } element)
        {
            return PrincipalMatch.None;
        }
        var match = Match(element);
        if (!element.IsNegated)
        {
            return match;
        }
        if (statement.IsAllow)
        {
            return match == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
        }
        var isSpared = element.IsEveryone || (match >= PrincipalMatch.Behind && !hasBoundary && (Account is null || ListsAccount(element)));
        return isSpared ? PrincipalMatch.None : PrincipalMatch.Direct;
    }

    private PrincipalMatch Match(string entry)
    {
        if (string.Equals(entry, Text, StringComparison.Ordinal))
        {
            return Kind == AwsPrincipalKind.Role ? PrincipalMatch.Behind : PrincipalMatch.Direct;
        }
        if (IsAccount(entry))
        {
            return Kind == AwsPrincipalKind.Root ? PrincipalMatch.Direct : PrincipalMatch.Account;
        }
        var type = Kind switch
        {
            AwsPrincipalKind.RoleSession => "role",
            AwsPrincipalKind.FederatedUser => "user",
            _ => null,
        };
        return type is not null && Read(entry) is { Kind: AwsPrincipalKind.Role or AwsPrincipalKind.User } behind
            && behind.Kind == (type == "role" ? AwsPrincipalKind.Role : AwsPrincipalKind.User)
            && string.Equals(behind.Account, Account, StringComparison.Ordinal) && string.Equals(behind.Name, Name, StringComparison.Ordinal)
            ? PrincipalMatch.Behind
            : PrincipalMatch.None;
    }

    private PrincipalMatch Lists(IReadOnlyList<string> entries) =>
        entries.Any(entry => entry == "*" || string.Equals(entry, Text, StringComparison.Ordinal)) ? PrincipalMatch.Direct : PrincipalMatch.None;

    private bool ListsAccount(PrincipalElement element) => element.Aws.Any(IsAccount);

    private bool IsAccount(string entry) => Account is { } account
        && (string.Equals(entry, account, StringComparison.Ordinal)
            || (entry.StartsWith("arn:", StringComparison.Ordinal) && entry.EndsWith($":iam::{account}:root", StringComparison.Ordinal)));
}
