using System.Text;
using Portal.Data.Audit.Checkpoints;

namespace Portal.Data.Audit.Verification;

/// <summary>
/// Verifies an export with proofs line by line, with nothing but the file and a public key. Each line stands alone: what is left out of an
/// export, and in which order its lines come, nobody proves.
/// </summary>
public static class VerifyExport
{
    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trusted">The public keys that whoever asks trusts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<VerificationResult> RunAsync(string path, IReadOnlyCollection<VerifierKey> trusted, CancellationToken cancellationToken)
    {
        var check = new ExportCheck(trusted);
        await foreach (var line in File.ReadLinesAsync(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), cancellationToken))
        {
            if (check.Take(line) is not null)
            {
                break;
            }
        }
        return check.Result();
    }
}
