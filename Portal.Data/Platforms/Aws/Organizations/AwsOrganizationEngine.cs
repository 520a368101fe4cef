using System.Runtime.CompilerServices;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Answers for whole AWS organizations: by the engine of single questions, asked only about those whom a document lets in.</summary>
/// <param name="permissions">Answers single questions.</param>
internal sealed class AwsOrganizationEngine(AwsPermissionEngine permissions) : IOrganizationEngine
{
    private readonly OrganizationFacts _facts = new(permissions.Compiled);
    private readonly ConditionalWeakTable<Organization, Assumers> _assumers = [];

    /// <inheritdoc/>
    public WhoCan WhoCan(Organization organization, AccessQuestion question, int depth, CancellationToken cancellationToken)
    {
        _facts.Trim(organization);
        var assumers = new Lazy<Assumers>(() => _assumers.GetValue(organization, version => new Assumers(version, _facts)));
        return new WhoCanSearch(organization, question, permissions, _facts, assumers).Run(depth, cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<WhoCanHop> Explain(Organization organization, AccessQuestion question, WhoCanFinding finding)
    {
        var hops = new List<WhoCanHop>();
        var onResource = new ResourceFacts(organization, question.Resource).Policies;
        var who = finding.Identity;
        foreach (var next in finding.Via)
        {
            hops.Add(new(who, next, permissions.Check(AssumeRole.HoldingOf(organization, who, next), AssumeRole.Question(organization, next))));
            who = next;
        }
        hops.Add(new(who, Becomes: null, permissions.Check(organization.HoldingOf(organization.Holders[who], onResource), question)));
        return hops;
    }
}
