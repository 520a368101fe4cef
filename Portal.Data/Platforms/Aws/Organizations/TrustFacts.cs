using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Whom a policy on a resource may let do something, as far as its principal elements tell; conditions and denies aside.</summary>
internal sealed class TrustFacts
{
    private TrustFacts(IReadOnlyList<string> names, IReadOnlyList<string> accounts, bool isEveryone)
    {
        Names = names;
        Accounts = accounts;
        IsEveryone = isEveryone;
    }

    /// <summary>ARNs of users, roles and sessions that are named.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Numbers of accounts whose own policies decide.</summary>
    public IReadOnlyList<string> Accounts { get; }

    /// <summary>True when everyone is let in, or everyone but some, or when nobody can read the document: then it may be anyone.</summary>
    public bool IsEveryone { get; }

    /// <summary>Reads the statements of a document that allow <paramref name="action"/>.</summary>
    public static TrustFacts Of(DocumentFacts document, ActionName action)
    {
        var (names, accounts, isEveryone) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal), document.Source is null);
        foreach (var allow in document.Allows.Where(allow => allow.Statement.Actions.Matches(action)))
        {
            if (allow.Statement.Principals is not { } principals)
            {
                continue;
            }
            isEveryone |= principals.IsEveryone || principals.IsNegated;
            foreach (var entry in principals.IsNegated ? [] : principals.Aws)
            {
                if (AccountOf(entry) is { } account)
                {
                    accounts.Add(account);
                }
                else
                {
                    names.Add(entry);
                }
            }
        }
        return new TrustFacts([.. names], [.. accounts], isEveryone);
    }

    /// <summary>The account that a principal entry stands for, or null when it names something in it.</summary>
    public static string? AccountOf(string entry)
    {
        if (entry.Length == 12 && entry.All(char.IsAsciiDigit))
        {
            return entry;
        }
        return entry.StartsWith("arn:", StringComparison.Ordinal) && entry.EndsWith(":root", StringComparison.Ordinal) && entry.Split(':') is [_, _, "iam", _, var account, _]
            ? account
            : null;
    }
}
