using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Shared;

namespace Portal.Shell;

/// <summary>
/// A place in the navigation. Its links are markup that all open pages share; as elements they would take some ten frames of each page, for
/// every place.
/// </summary>
public sealed class NavItem
{
    private readonly MarkupString _link;
    private readonly MarkupString _linkHere;
    private readonly MarkupString _short;
    private readonly MarkupString _shortHere;

    /// <summary>Makes one, of constants: nothing here comes from outside.</summary>
    /// <param name="group">The heading it stands under; empty for none.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="href">Where it leads.</param>
    /// <param name="icon">A constant of the icon set.</param>
    /// <param name="keys">The keys that lead there, one after the other.</param>
    /// <param name="needs">The right without which it is not shown.</param>
    public NavItem(string group, string name, string href, string icon, string keys, Right needs)
    {
        (Group, Href, Needs) = (group, href, needs);
        var inside = Show.Icon(icon) + name;
        _link = new($"""<a class="side-link" href="{href}" data-keys="{keys}">{inside}</a>""");
        _linkHere = new($"""<a class="side-link active" href="{href}" data-keys="{keys}" aria-current="page">{inside}</a>""");
        _short = new($"""<a href="{href}">{inside}</a>""");
        _shortHere = new($"""<a class="active" href="{href}" aria-current="page">{inside}</a>""");
    }

    /// <summary>The heading it stands under; empty for none.</summary>
    public string Group { get; }

    /// <summary>Where it leads.</summary>
    public string Href { get; }

    /// <summary>The right without which it is not shown.</summary>
    public Right Needs { get; }

    /// <summary>The link beside the page, for one whose reader is at <paramref name="path"/>.</summary>
    public MarkupString Link(string path) => IsAt(path) ? _linkHere : _link;

    /// <summary>The link below the page of a phone.</summary>
    public MarkupString ShortLink(string path) => IsAt(path) ? _shortHere : _short;

    /// <summary>Whether the address <paramref name="path"/> (from the root, with its slash) lies there.</summary>
    public bool IsAt(string path) =>
        Href == "/" ? path == "/" : path == Href || path.StartsWith(Href + "/", StringComparison.Ordinal);
}
