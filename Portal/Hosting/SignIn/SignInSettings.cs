using Portal.Data.People.Sessions;

namespace Portal.Hosting.SignIn;

/// <summary>How people sign in.</summary>
/// <param name="Providers">Who says who they are; empty when none is set up.</param>
/// <param name="RoleGroups">Which groups give which role (<c>SignIn:RoleGroups:ROLE:0</c>…).</param>
/// <param name="Limits">How long sessions hold (<c>SignIn:SessionHours</c>, <c>SignIn:IdleMinutes</c>), and proofs (<c>SignIn:ProofMinutes</c>).</param>
/// <param name="RevalidateEvery">How often open pages ask whether their person may still be here (<c>SignIn:RevalidateSeconds</c>).</param>
/// <param name="MaxPages">How many pages one person may have open at once (<c>SignIn:MaxPages</c>).</param>
public sealed record SignInSettings(
    IReadOnlyList<ProviderSettings> Providers, RoleGroups RoleGroups, SessionLimits Limits, TimeSpan RevalidateEvery, int MaxPages)
{
    private const int MostRevalidateSeconds = 60;
    private const int DefaultMaxPages = 200;
    private const int MostPages = 10_000;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static SignInSettings From(IConfiguration configuration) => new(
        [.. new[] { ProviderSettings.ReadEntra(configuration.GetSection("AzureAd")), ProviderSettings.ReadOidc(configuration.GetSection("Oidc")) }.OfType<ProviderSettings>()],
        RoleGroups.From(configuration.GetSection("SignIn:RoleGroups")),
        new(
            TimeSpan.FromHours(ReadNumber(configuration, "SignIn:SessionHours", SessionLimits.Default.Longest.TotalHours, most: 24)),
            TimeSpan.FromMinutes(ReadNumber(configuration, "SignIn:IdleMinutes", SessionLimits.Default.Idle.TotalMinutes, most: 24 * 60)),
            TimeSpan.FromMinutes(ReadNumber(configuration, "SignIn:ProofMinutes", SessionLimits.Default.Proof.TotalMinutes, most: 24 * 60))),
        TimeSpan.FromSeconds(ReadNumber(configuration, "SignIn:RevalidateSeconds", 30, MostRevalidateSeconds)),
        (int)Math.Ceiling(ReadNumber(configuration, "SignIn:MaxPages", DefaultMaxPages, MostPages)));

    /// <summary>Refuses to serve people who could not sign in, or could only pretend to.</summary>
    /// <param name="settings">Say whether this is the demo.</param>
    /// <param name="environment">Says whether someone develops here.</param>
    /// <exception cref="InvalidOperationException">No provider is set up.</exception>
    public void RequireProvider(PortalSettings settings, IHostEnvironment environment)
    {
        if (Providers.Count == 0 && !settings.IsDemo && !environment.IsDevelopment())
        {
            throw new InvalidOperationException(
                "Nobody could sign in: no OpenID Connect provider is set up. For Entra ID set AzureAd__TenantId, AzureAd__ClientId and AzureAd__ClientSecret; "
                + "for another provider set Oidc__Authority, Oidc__ClientId and Oidc__ClientSecret. To look around on this machine alone, set Demo__Enabled=true.");
        }
    }

    private static double ReadNumber(IConfiguration configuration, string key, double otherwise, double most) => configuration[key] switch
    {
        null or "" => otherwise,
        { } text when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0 && number <= most => number,
        { } text => throw new InvalidOperationException(
            $"{key} is '{text}', but must be a number above 0 and at most {most}, for example {key.Replace(":", "__", StringComparison.Ordinal)}={otherwise}."),
    };
}
