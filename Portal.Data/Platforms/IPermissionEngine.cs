namespace Portal.Data.Platforms;

/// <summary>Answers what an identity may do, from documents alone: no storage, no clock, same input same answer.</summary>
public interface IPermissionEngine
{
    /// <summary>The effective permissions of <paramref name="holding"/>: what its entitlements give and its limits leave.</summary>
    EffectivePermissions Evaluate(Holding holding);

    /// <summary>
    /// What is stored of the permissions of many identities, in their order: the same as <see cref="PermissionSummary.Of"/> of each one's
    /// <see cref="Evaluate"/>, at a fraction of the work.
    /// </summary>
    IReadOnlyList<PermissionSummary> Summarize(IReadOnlyList<Holding> holdings, CancellationToken cancellationToken);

    /// <summary>What each entitlement alone adds: the effective permissions that would be gone without it.</summary>
    IReadOnlyList<Contribution> Contributions(Holding holding);

    /// <summary>May the identity do this? Unknown context gives <see cref="AccessDecision.Conditional"/>, never a silent yes or no.</summary>
    AccessAnswer Check(Holding holding, AccessQuestion question);

    /// <summary>What <paramref name="after"/> allows and <paramref name="before"/> does not, and the other way round.</summary>
    PermissionDifference Compare(Holding before, Holding after);

    /// <summary>Compares the holdings of many identities.</summary>
    IPermissionComparison CompareMany();

    /// <summary>Policies that allow exactly the asked-for part of what <paramref name="holding"/> allows now.</summary>
    PolicyDraft Draft(Holding holding, LeastPrivilegeRequest request);

    /// <summary>Whom a policy on a resource lets in besides the account that owns the resource.</summary>
    IReadOnlyList<OutsideGrant> Outsiders(HeldResourcePolicy policy);

    /// <summary>Whose permissions a policy on a resource can move.</summary>
    PolicyAudience Audience(HeldResourcePolicy policy);

    /// <summary>Whom the policy on an identity lets act as it, and whom it keeps from that; empty when the document says nothing that counts.</summary>
    IReadOnlyList<TrustGrant> Trusted(HeldResourcePolicy policy);

    /// <summary>Reads a document that someone wrote.</summary>
    PolicyReading Read(string document);

    /// <summary>The document of a policy that the platform itself publishes; null when there is none of this native id.</summary>
    PolicyText? Published(string nativeId);
}
