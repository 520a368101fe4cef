namespace Portal.Data.Platforms.Organizations;

/// <summary>Answers for a whole organization at once what <see cref="IPermissionEngine"/> answers for one identity: no storage, no clock, same input same answer.</summary>
public interface IOrganizationEngine
{
    /// <summary>Everyone who may do it: by themselves, through what the resource's own policy says, or by acting as others first.</summary>
    /// <param name="organization">Among whom.</param>
    /// <param name="question">Do what, on what, knowing what of the request.</param>
    /// <param name="depth">How many identities one may become after another; 0 for none.</param>
    /// <param name="cancellationToken">Stops.</param>
    WhoCan WhoCan(Organization organization, AccessQuestion question, int depth, CancellationToken cancellationToken);

    /// <summary>Says hop by hop why, with the statements that decide.</summary>
    IReadOnlyList<WhoCanHop> Explain(Organization organization, AccessQuestion question, WhoCanFinding finding);
}
