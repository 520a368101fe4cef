using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People.Provisioning;

namespace Portal.Data.Reviews.Stages;

/// <summary>What people and groups are called that stages may name.</summary>
/// <param name="People">The people that some stages name.</param>
/// <param name="Groups">The groups that directories keep here, at most <see cref="MostGroups"/> by name.</param>
public sealed record StageNames(IReadOnlyDictionary<PersonId, PersonRef> People, IReadOnlyDictionary<DirectoryGroupId, string> Groups)
{
    /// <summary>So many groups can be chosen from on a page.</summary>
    public const int MostGroups = 500;

    /// <summary>No names.</summary>
    public static StageNames None { get; } = new(new Dictionary<PersonId, PersonRef>(), new Dictionary<DirectoryGroupId, string>());
}
