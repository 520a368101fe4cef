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

    private readonly string? _root = Account is null ? null : $":iam::{Account}:root";
    private readonly string? _behind = Kind switch
    {
        AwsPrincipalKind.RoleSession => $":iam::{Account}:role/",
        AwsPrincipalKind.FederatedUser => $":iam::{Account}:user/",
        _ => null,
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
    public bool IsServiceLinked { get; } = Kind switch
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
        for (var i = 0; i < element.Aws.Count; i++)
        {
            var match = Match(element.Aws[i]);
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
        return IsBehind(entry) ? PrincipalMatch.Behind : PrincipalMatch.None;
    }

    /// <summary>True for the ARN of the session's role, or the federated user's user, whatever its path: sessions carry none.</summary>
    private bool IsBehind(string entry)
    {
        if (_behind is null || !entry.StartsWith("arn:", StringComparison.Ordinal))
        {
            return false;
        }
        var partition = entry.IndexOf(':', "arn:".Length);
        if (partition < 0 || !entry.AsSpan(partition).StartsWith(_behind, StringComparison.Ordinal))
        {
            return false;
        }
        return entry.AsSpan(entry.LastIndexOf('/') + 1).SequenceEqual(Name);
    }

    private PrincipalMatch Lists(IReadOnlyList<string> entries)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i] == "*" || string.Equals(entries[i], Text, StringComparison.Ordinal))
            {
                return PrincipalMatch.Direct;
            }
        }
        return PrincipalMatch.None;
    }

    private bool ListsAccount(PrincipalElement element)
    {
        for (var i = 0; i < element.Aws.Count; i++)
        {
            if (IsAccount(element.Aws[i]))
            {
                return true;
            }
        }
        return false;
    }

    private bool IsAccount(string entry) => Account is { } account
        && (string.Equals(entry, account, StringComparison.Ordinal)
            || (entry.StartsWith("arn:", StringComparison.Ordinal) && entry.EndsWith(_root!, StringComparison.Ordinal)));
}
