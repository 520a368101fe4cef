using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Hosting.SignIn;

/// <summary>
/// Validates ID tokens and insists on a signature by the provider's own key. The framework leaves that out for tokens that come straight from
/// the provider (OpenID Connect Core 3.1.3.7 allows it over TLS); OWASP ASVS 9.1.2 does not.
/// </summary>
internal sealed class SignedTokenHandler : JsonWebTokenHandler
{
    // Public keys only: a secret that both sides know would let the portal's own configuration sign.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Makes one that leaves claims as the provider names them.</summary>
    public SignedTokenHandler() => MapInboundClaims = false;

    /// <inheritdoc/>
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        base.ValidateTokenAsync(token, Strict(validationParameters));

    /// <inheritdoc/>
    public override Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
        base.ValidateTokenAsync(token, Strict(validationParameters));

    private static TokenValidationParameters Strict(TokenValidationParameters given)
    {
        var strict = given.Clone();
        strict.RequireSignedTokens = true;
        strict.ValidateIssuerSigningKey = true;
        strict.RequireExpirationTime = true;
        strict.ValidAlgorithms = Algorithms;
        return strict;
    }
}
