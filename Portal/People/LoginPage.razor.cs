using Microsoft.AspNetCore.Components;
using Portal.Demo;
using Portal.Hosting;
using Portal.Hosting.SignIn;

namespace Portal.People;

/// <summary>Where people sign in. A plain page: it works without scripts and opens no circuit for strangers.</summary>
/// <param name="settings">Say whether this is the demo.</param>
/// <param name="signIn">Say which providers there are.</param>
/// <param name="personas">Whom one can be.</param>
public sealed partial class LoginPage(PortalSettings settings, SignInSettings signIn, Personas personas)
{
    // Beyond the Latin letters of Europe and Vietnam initials say little.
    private const char EndOfLatin = '\u1F00';

    /// <summary>The request.</summary>
    [CascadingParameter]
    public required HttpContext Context { get; set; }

    /// <summary>Where to go afterwards.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    private string WayTo(ProviderSettings provider) => $"/account/sign-in/{provider.Slug}?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(ReturnUrl))}";

    /// <summary>The first letters of the first and the last Latin word.</summary>
    private static string Initials(string name)
    {
        var words = name.Split(' ').Where(w => w[0] < EndOfLatin).ToList();
        return words.Count == 1 ? words[0][..1] : $"{words[0][0]}{words[^1][0]}";
    }
}
