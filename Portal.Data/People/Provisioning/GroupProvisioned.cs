namespace Portal.Data.People.Provisioning;

/// <summary>The answer to a command on a group.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Id">The group, or null.</param>
public sealed record GroupProvisioned(Provisioned Outcome, DirectoryGroupId? Id = null);
