namespace Portal.Data.Notices;

/// <summary>What the portal knows of the ways out: where it may post to, and how addresses and secrets are kept.</summary>
public interface INoticeChannels
{
    /// <summary>What is wrong with an address, or null when the portal may post there.</summary>
    string? AddressProblem(string address);

    /// <summary>What is wrong with a secret that webhooks are to be signed with, or null.</summary>
    string? SecretProblem(string secret);

    /// <summary>Seals a text, so that a copy of the database alone does not give it away.</summary>
    string Seal(string text);

    /// <summary>Opens what <see cref="Seal"/> made; null when the key for it is gone.</summary>
    string? Open(string sealedText);
}
