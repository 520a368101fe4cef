using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Evaluation;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What decides whether an identity is as powerful as an administrator.</summary>
/// <param name="Holding">What it holds.</param>
/// <param name="Principal">The identity as AWS sees it; null when its name is none of AWS.</param>
/// <param name="Context">What is known of all its requests.</param>
internal sealed record AdministratorCase(Holding Holding, AwsPrincipal? Principal, PrincipalContext Context)
{
    /// <summary>What its own policies allow, before anything limits or denies it.</summary>
    public required IReadOnlyList<PermissionPiece> Given { get; init; }

    /// <summary>What is left to it on every resource without a condition.</summary>
    public required ActionSet Unlimited { get; init; }

    /// <summary>The pieces left to it by which rights may be given: see <see cref="AdministratorTest.MayGiveRights"/>.</summary>
    public required IReadOnlyList<PermissionPiece> Rights { get; init; }

    /// <summary>The layers of limits.</summary>
    public required IReadOnlyList<LimitLayer> Limits { get; init; }

    /// <summary>Everything that denies.</summary>
    public required IReadOnlyList<DenyRule> Denies { get; init; }
}
