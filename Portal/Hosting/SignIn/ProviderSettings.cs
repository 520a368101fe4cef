namespace Portal.Hosting.SignIn;

/// <summary>One OpenID Connect provider.</summary>
/// <param name="Scheme">Its name in settings, addresses and sessions: <see cref="Entra"/> or <see cref="Oidc"/>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Authority">Where it is.</param>
/// <param name="TenantId">The only tenant that is let in, for Entra ID; else null.</param>
/// <param name="ClientId">What the portal is called there.</param>
/// <param name="ClientSecret">The portal's secret there, or null when it has another way or none.</param>
/// <param name="Scopes">What is asked for.</param>
/// <param name="RolesClaim">The claim with role names; dots lead into JSON, as in <c>realm_access.roles</c>.</param>
/// <param name="GroupsClaim">The claim with groups; dots lead into JSON.</param>
public sealed record ProviderSettings(
    string Scheme,
    string Name,
    Uri Authority,
    Guid? TenantId,
    string ClientId,
    string? ClientSecret,
    IReadOnlyList<string> Scopes,
    string RolesClaim,
    string GroupsClaim)
{
    /// <summary>Entra ID, from the section of this name.</summary>
    public const string Entra = "AzureAd";

    /// <summary>Any other provider, from the section of this name.</summary>
    public const string Oidc = "Oidc";

    private const string EntraInstance = "https://login.microsoftonline.com/";

    /// <summary>The name in addresses.</summary>
    public string Slug => Scheme.ToLowerInvariant();

    /// <summary>Where the provider sends people back to.</summary>
    public PathString CallbackPath => $"/account/callback/{Slug}";

    /// <summary>Where the provider sends people back to after signing out.</summary>
    public PathString SignedOutCallbackPath => $"/account/signed-out/{Slug}";

    /// <summary>Reads the section <c>AzureAd</c>; null when it names no client.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static ProviderSettings? ReadEntra(IConfigurationSection section)
    {
        if (section["ClientId"] is not { Length: > 0 } client)
        {
            return section["TenantId"] is { Length: > 0 } ? throw Wrong(section, "ClientId", "the application's id in Entra ID", "00000000-0000-0000-0000-000000000000") : null;
        }
        // 'common' and the like would let in whoever has a Microsoft account.
        var tenant = Guid.TryParse(section["TenantId"], out var id)
            ? id
            : throw Wrong(section, "TenantId", "the id of the one tenant that may sign in, never common or organizations", "00000000-0000-0000-0000-000000000000");
        return new(Entra, "Microsoft Entra ID", ReadUrl(section, "Instance", EntraInstance), tenant, client, section["ClientSecret"], [], "roles", "groups");
    }

    /// <summary>Reads the section <c>Oidc</c>; null when it names no authority.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static ProviderSettings? ReadOidc(IConfigurationSection section)
    {
        if (section["Authority"] is not { Length: > 0 })
        {
            return section["ClientId"] is { Length: > 0 } ? throw Wrong(section, "Authority", "the provider's address", "https://id.example.com/realms/work") : null;
        }
        return new(
            Oidc,
            section["Name"] is { Length: > 0 } name ? name : "single sign-on",
            ReadUrl(section, "Authority", otherwise: null),
            TenantId: null,
            section["ClientId"] is { Length: > 0 } client ? client : throw Wrong(section, "ClientId", "what the portal is called at the provider", "governance"),
            section["ClientSecret"],
            (section["Scopes"] is { Length: > 0 } scopes ? scopes : "openid profile email").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            section["RolesClaim"] is { Length: > 0 } roles ? roles : "roles",
            section["GroupsClaim"] is { Length: > 0 } groups ? groups : "groups");
    }

    private static Uri ReadUrl(IConfigurationSection section, string key, string? otherwise)
    {
        var text = section[key] is { Length: > 0 } given ? given : otherwise;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback))
            ? url
            : throw Wrong(section, key, "an https address (http is for this machine only)", "https://id.example.com/realms/work");
    }

    private static InvalidOperationException Wrong(IConfigurationSection section, string key, string must, string example) =>
        new($"{section.Key}:{key} is '{section[key]}', but must be {must}, for example {section.Key}__{key}={example}.");
}
