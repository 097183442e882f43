using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Storage;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;
using Federated.Protocol.Joining;

namespace Federated.Coordinator.Commands;

/// <summary><c>fed-coordinator init</c>: makes a consortium's authority, log key, database and configuration.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var name = new Option<string>("--name") { Description = "Name of the consortium: lower-case letters, digits, hyphens", Required = true };
        var address = new Option<string>("--address")
        {
            Description = "Address that nodes will reach this coordinator at",
            DefaultValueFactory = _ => "https://127.0.0.1:8443",
        };
        var listen = new Option<string?>("--listen") { Description = "Local ADDRESS:PORT; default: that of --address when it is an IP address, else 127.0.0.1 and its port" };
        var command = new Command("init", "Makes a consortium in an empty directory.\n\nExample: fed-coordinator init --name retail-eu --address https://10.0.0.5:8443 --dir /var/lib/fed")
        {
            name, address, listen, CommonOptions.Directory,
        };
        command.SetAction(parsed =>
        {
            Run(new CoordinatorDirectory(parsed.GetValue(CommonOptions.Directory)!), parsed.GetValue(name)!, parsed.GetValue(address)!, parsed.GetValue(listen));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Run(CoordinatorDirectory directory, string name, string address, string? listen)
    {
        if (directory.IsInitialized)
            throw new CommandException("FED-INIT-EXISTS", $"{directory.Root} holds a consortium already", "choose another --dir; a consortium is never overwritten");
        if (!Invite.IsName(name))
            throw new CommandException("FED-INIT-NAME", "--name is not a name", "use 1 to 40 lower-case letters, digits and hyphens");
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttps)
            throw new CommandException("FED-INIT-ADDRESS", "--address is not an https address", "write https://HOST:PORT");
        listen ??= $"{(IPAddress.TryParse(uri.DnsSafeHost, out var local) ? local : IPAddress.Loopback)}:{uri.Port}";
        if (!IPEndPoint.TryParse(listen, out var endpoint) || endpoint.Port == 0)
            throw new CommandException("FED-INIT-LISTEN", "--listen is not ADDRESS:PORT", "write for example 127.0.0.1:8443");

        SecretFile.CreateFolder(directory.Root);
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var logKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = CertificateAuthority.Create(name, authorityKey, TimeProvider.System.GetUtcNow());
        SecretFile.Create(directory.AuthorityKey, authorityKey.ExportPkcs8PrivateKeyPem());
        SecretFile.Create(directory.LogKey, logKey.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(directory.AuthorityCertificate, authority.ExportCertificatePem());
        _ = new SqliteDatabase(directory.Database, CoordinatorShape.Steps);
        // Last: a directory with options is a whole consortium.
        File.WriteAllText(directory.Options, new CoordinatorOptions(name, uri, endpoint).ToYaml());

        var pin = Convert.ToHexStringLower(SHA256.HashData(authority.RawData));
        Console.WriteLine($"Made        {directory.Root}: coordinator.yaml, coordinator.db, ca.pem, keys/ (0600)");
        Console.WriteLine($"Consortium  {name}   authority SHA-256 {pin[..32]}…");
        Console.WriteLine("Next        fed-coordinator partner invite NAME");
        Console.WriteLine("            fed-coordinator serve");
    }
}
