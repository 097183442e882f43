using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Evidence;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;

namespace Federated.ClientNode.Evidence;

/// <summary>
/// A refusal as a file that can be handed to anybody: the notice as it was signed, and the certificates of those whose signatures it carries. It holds
/// names, keys, hashes and signatures; nothing of any partner's data.
/// </summary>
internal sealed record EvidenceDocument
{
    private const string Form = "federated-evidence/1";
    private const int LongestFile = 64 << 20;

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public string Kind { get; init; } = Form;

    /// <summary>The canonical bytes of the notice.</summary>
    public required byte[] Notice { get; init; }

    /// <summary>The refusing node's signature over them.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The roster under which the round was offered.</summary>
    public required IReadOnlyList<EvidenceMember> Roster { get; init; }

    /// <summary>The consortium's certificate authority, DER.</summary>
    public required byte[] Authority { get; init; }

    /// <summary>SHA-256 of the authority's certificate: what a third party compares with what it knows.</summary>
    [JsonIgnore]
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Authority));

    public static EvidenceDocument Load(string path)
    {
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw Unreadable(path, $"it has more than {LongestFile >> 20} MiB");
            var document = JsonSerializer.Deserialize<EvidenceDocument>(File.ReadAllText(path), Format);
            return document is { Kind: Form } ? document : throw Unreadable(path, $"its kind is not {Form}");
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault.Message);
        }
    }

    public string Write() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads the notice and verifies all that is signed in it, the certificates first.</summary>
    /// <exception cref="CommandException">It does not hold together: a certificate is of another authority or name, or the notice cannot be read.</exception>
    public RefusalEvidence Verify()
    {
        try
        {
            using var authority = X509CertificateLoader.LoadCertificate(Authority);
            var roster = new Roster(Roster.Select(member => new RosterMember(member.Name, member.Company, new PublicPoint(
                MemberCertificate.IdentityOf(member.Certificate, member.Name, authority) ?? throw Altered($"the certificate of '{member.Name}' is not one of this authority for that name")))));
            return new RefusalEvidence(RefusalNotice.Parse(Notice, new IdentitySignature(Signature)), roster);
        }
        catch (ProtocolViolationException fault)
        {
            throw Altered(fault.Message);
        }
        catch (CryptographicException)
        {
            throw Altered("its authority is not a certificate");
        }
    }

    private static CommandException Unreadable(string path, string why) =>
        new("FED-EVIDENCE-FILE", $"{path} is not evidence that can be read: {why}", "name a file that fed-node evidence list shows, or ask whoever sent it for the original");

    private static CommandException Altered(string why) =>
        new("FED-EVIDENCE-ALTERED", $"the evidence does not hold: {why}", "it was altered or never was evidence; ask the node that refused for its own file", ExitCode.VerificationFailed);
}
