using System.Collections.Frozen;

namespace Portal.Data.Access;

/// <summary>Who may do what: the one table that every command and page goes by. What is not listed is refused.</summary>
public static class RightsTable
{
    private static readonly Right[] EveryonesRights = [Right.ReadInventory, Right.ReadAgent, Right.ReadPeople, Right.Review, Right.AnswerForAgents, Right.ReadNotices];

    private static readonly FrozenDictionary<Role, FrozenSet<Right>> ByRole = new Dictionary<Role, Right[]>
    {
        [Role.Administrator] = [.. Enum.GetValues<Right>()],
        [Role.SecurityEngineer] =
        [
            .. EveryonesRights, Right.ManageInventory, Right.ReadSources, Right.ManageSources, Right.Ingest,
            Right.ReadCampaigns, Right.ManageCampaigns, Right.SealCampaigns, Right.ApproveRemediations, Right.ReadIncidents, Right.ManageIncidents, Right.ReadAudit, Right.ReadMail,
            Right.ReadNoticeRules, Right.ManageNoticeRules, Right.UseDemo,
        ],
        [Role.Approver] = [.. EveryonesRights, Right.ReadSources, Right.ReadCampaigns, Right.ApproveRemediations, Right.ReadIncidents],
        [Role.Owner] = EveryonesRights,
        [Role.Manager] = EveryonesRights,
        [Role.Auditor] =
        [
            Right.ReadInventory, Right.ReadAgent, Right.ReadPeople, Right.ReadSources, Right.ReadCampaigns, Right.ReadIncidents, Right.ReadAudit, Right.ReadMail,
            Right.ReadNotices, Right.ReadNoticeRules,
        ],
    }.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenSet());

    private static readonly FrozenDictionary<TokenScope, FrozenSet<Right>> ByScope = new Dictionary<TokenScope, Right[]>
    {
        [TokenScope.Read] =
        [
            Right.ReadInventory, Right.ReadAgent, Right.ReadPeople, Right.ReadSources, Right.ReadCampaigns, Right.ReadIncidents, Right.ReadAudit,
            Right.ReadNotices, Right.ReadNoticeRules,
        ],
        [TokenScope.Ingest] = [Right.ReadSources, Right.ManageSources, Right.Ingest],
        [TokenScope.Review] = [Right.ReadInventory, Right.ReadAgent, Right.ReadCampaigns, Right.ManageCampaigns],
        [TokenScope.Propose] = [],
        [TokenScope.Scim] = [Right.ProvisionPeople],
        [TokenScope.Admin] = [.. Enum.GetValues<Right>()],
        [TokenScope.BreakGlass] = [.. Enum.GetValues<Right>()],
    }.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenSet());

    private static readonly FrozenDictionary<TokenScope, FrozenSet<Right>> ByBoundScope = new Dictionary<TokenScope, Right[]>
    {
        [TokenScope.Read] = [Right.ReadAgent],
        [TokenScope.Propose] = [],
    }.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenSet());

    /// <summary>Rights that a person uses only with a fresh proof of who they are: with these, others can be let in or shut out, the
    /// record changes hands, a platform is changed in their name, or a person signs for what cannot be changed any more.</summary>
    public static IReadOnlySet<Right> NeedProof { get; } = new[] { Right.ManagePeople, Right.ProvisionPeople, Right.ManageTokens, Right.ManageAudit, Right.SealCampaigns, Right.ApproveRemediations }.ToFrozenSet();

    /// <summary>The rights of a role.</summary>
    public static IReadOnlySet<Right> Of(Role role) => ByRole[role];

    /// <summary>The rights of a token scope.</summary>
    public static IReadOnlySet<Right> Of(TokenScope scope) => ByScope[scope];

    /// <summary>The rights of a token that is bound to one agent; they reach that agent only.</summary>
    public static IReadOnlySet<Right> OfBound(TokenScope scope) => ByBoundScope.GetValueOrDefault(scope, []);

    /// <summary>Whether a token of this scope can be bound to an agent.</summary>
    public static bool CanBeBound(TokenScope scope) => ByBoundScope.ContainsKey(scope);
}
