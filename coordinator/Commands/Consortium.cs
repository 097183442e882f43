using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Storage;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;

namespace Federated.Coordinator.Commands;

/// <summary>An initialised directory, opened for a command.</summary>
internal sealed class Consortium
{
    private Consortium(CoordinatorDirectory directory)
    {
        Directory = directory;
        Options = CoordinatorOptions.Parse(File.ReadAllText(directory.Options), directory.Options);
        Database = new SqliteDatabase(directory.Database, CoordinatorShape.Steps);
        Partners = new PartnerStore(Database);
    }

    public CoordinatorDirectory Directory { get; }

    public CoordinatorOptions Options { get; }

    public SqliteDatabase Database { get; }

    public PartnerStore Partners { get; }

    /// <exception cref="CommandException">The directory holds no consortium.</exception>
    public static Consortium Open(string path)
    {
        var directory = new CoordinatorDirectory(path);
        return directory.IsInitialized
            ? new Consortium(directory)
            : throw new CommandException("FED-CONFIG-NONE", $"{directory.Root} holds no consortium", "make one: fed-coordinator init --name NAME --dir DIR; or name its directory with --dir");
    }

    /// <summary>The authority with its key; the caller disposes it.</summary>
    public CertificateAuthority LoadAuthority()
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Directory.AuthorityCertificate));
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(Directory.AuthorityKey));
        return new CertificateAuthority(certificate.CopyWithPrivateKey(key), RandomNumberGenerator.Create());
    }
}
