using Microsoft.Playwright;

namespace Portal.Tests.Support;

/// <summary>What a person looks at the portal with.</summary>
/// <param name="Name">How tests call it.</param>
/// <param name="Width">In CSS pixels.</param>
/// <param name="Height">In CSS pixels.</param>
/// <param name="Scheme">Light or dark, as the system prefers it.</param>
/// <param name="HasScripts">False for a browser that runs no scripts.</param>
public sealed record Screen(string Name, int Width, int Height, ColorScheme Scheme = ColorScheme.Light, bool HasScripts = true)
{
    /// <summary>A large screen.</summary>
    public static Screen Desktop { get; } = new("desktop", 1440, 900);

    /// <summary>A phone.</summary>
    public static Screen Phone { get; } = new("phone", 390, 844);

    /// <summary>The narrowest phone that counts.</summary>
    public static Screen Narrow { get; } = new("narrow", 360, 780);

    /// <summary>The same in dark.</summary>
    public Screen Dark => this with { Name = Name + "-dark", Scheme = ColorScheme.Dark };

    /// <summary>The same without scripts.</summary>
    public Screen WithoutScripts => this with { Name = Name + "-without-scripts", HasScripts = false };

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
