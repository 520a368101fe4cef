using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Picks a few actions that stand for many.</summary>
internal static class ActionExamples
{
    private const int Most = 3;
    private static readonly AccessLevel[] Order = [AccessLevel.PermissionsManagement, AccessLevel.Write, AccessLevel.Read, AccessLevel.Tagging, AccessLevel.List];

    /// <summary>At most three names, the most dangerous first.</summary>
    public static IReadOnlyList<string> Of(ActionSet actions)
    {
        var catalogue = ActionCatalogue.Instance;
        var names = new List<string>(Most);
        foreach (var access in Order)
        {
            foreach (var id in actions.And(catalogue.WithAccess(access)).Ids())
            {
                names.Add(catalogue.Name(id));
                if (names.Count == Most)
                {
                    return names;
                }
            }
        }
        names.AddRange(actions.Unknown.Take(Most - names.Count));
        return names;
    }
}
