using Portal.Data.Access;

namespace Portal.Shell;

/// <summary>A place in the navigation.</summary>
/// <param name="Group">The heading it stands under; empty for none.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">A constant of the icon set.</param>
/// <param name="Keys">The keys that lead there, one after the other.</param>
/// <param name="Needs">The right without which it is not shown.</param>
public sealed record NavItem(string Group, string Name, string Href, string Icon, string Keys, Right Needs)
{
    /// <summary>Whether the address <paramref name="path"/> (from the root, with its slash) lies there.</summary>
    public bool IsAt(string path) =>
        Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
