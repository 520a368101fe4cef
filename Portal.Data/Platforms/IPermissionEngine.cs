namespace Portal.Data.Platforms;

/// <summary>Answers what an identity may do, from documents alone: no storage, no clock, same input same answer.</summary>
public interface IPermissionEngine
{
    /// <summary>The effective permissions of <paramref name="holding"/>: what its entitlements give and its limits leave.</summary>
    EffectivePermissions Evaluate(Holding holding);

    /// <summary>What each entitlement alone adds: the effective permissions that would be gone without it.</summary>
    IReadOnlyList<Contribution> Contributions(Holding holding);

    /// <summary>May the identity do this? Unknown context gives <see cref="AccessDecision.Conditional"/>, never a silent yes or no.</summary>
    AccessAnswer Check(Holding holding, AccessQuestion question);
}
