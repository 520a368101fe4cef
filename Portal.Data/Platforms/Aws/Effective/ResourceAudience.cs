using Portal.Data.Platforms.Aws.Organizations;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Whose permissions a policy on a resource can move, statement by statement.</summary>
internal static class ResourceAudience
{
    /// <summary>The audience of a policy.</summary>
    public static PolicyAudience Of(HeldResourcePolicy policy, CompiledPolicy compiled)
    {
        // What was not read may name anyone.
        var (isEveryone, accounts, names) = (compiled.IsTooComplex, new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var statement in compiled.Statements)
        {
            // A name outside the catalogue that one policy speaks of is asked about in everyone's permissions.
            isEveryone |= statement.Strangers.Count > 0;
            if (statement.Statement.Principals is not { } principals)
            {
                continue;
            }
            if (principals.IsEveryone || principals.IsNegated)
            {
                isEveryone |= !statement.Statement.IsAllow;
                accounts.Add(policy.Container);
                continue;
            }
            foreach (var entry in principals.Aws)
            {
                if (TrustFacts.AccountOf(entry) is not { } account)
                {
                    names.Add(entry);
                }
                else if (!statement.Statement.IsAllow)
                {
                    // A grant to an account gives nothing: it leaves the decision to the account's own policies.
                    accounts.Add(account);
                }
            }
        }
        return new PolicyAudience(isEveryone, accounts, names);
    }
}
