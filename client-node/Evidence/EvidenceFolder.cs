using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.SecureAggregation.Node;
using WireMember = Federated.Protocol.V1.RosterMember;

namespace Federated.ClientNode.Evidence;

/// <summary>What this node keeps of rounds that it left because a rule was broken: one file for each, in a folder of its own.</summary>
internal sealed class EvidenceFolder(NodeDirectory directory)
{
    // A coordinator that offers bad rounds without end does not fill the disk.
    private const int MostFiles = 1000;

    /// <summary>The files, oldest first.</summary>
    public IReadOnlyList<FileInfo> Files => Directory.Exists(directory.Evidence)
        ? [.. new DirectoryInfo(directory.Evidence).GetFiles("*.json").OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)]
        : [];

    /// <summary>Keeps a refusal.</summary>
    /// <returns>The file; null when it could not be kept, and the node leaves the round all the same.</returns>
    public string? Keep(Refused refused, IEnumerable<WireMember> roster, X509Certificate2 authority)
    {
        var notice = refused.Notice;
        var document = new EvidenceDocument
        {
            Notice = notice.SignedBytes.ToArray(),
            Signature = notice.Signature.Span.ToArray(),
            Roster = [.. roster.Select(member => new EvidenceMember(member.NodeId, member.LegalEntity, member.Certificate.ToByteArray()))],
            Authority = authority.RawData,
        };
        var name = $"{notice.Parameters.JobId.Replace(':', '_')}-{notice.Parameters.Round}-{notice.Parameters.Attempt}-{notice.Violation.Code}.json";
        var path = Path.Combine(directory.Evidence, name);
        try
        {
            Directory.CreateDirectory(directory.Evidence);
            if (Files.Count >= MostFiles && !File.Exists(path))
                return null;
            File.WriteAllText(path + ".new", document.Write());
            File.Move(path + ".new", path, overwrite: true);
            return path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
