using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Grpc.Tests.Loopback;
using Federated.Interop.Tests.Protos;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federated.Interop.Tests.Processes;

/// <summary>A temporary directory with what peers read from files: certificates, the descriptor of the service, requests.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("federated-interop-");

    public Workspace()
    {
        WriteCertificate("authority", Certificates.Authority, withKey: false);
        WriteCertificate("server", Certificates.Server, withKey: true);
        WriteCertificate("client", Certificates.Client, withKey: true);
        Descriptor = WriteFile("interop.descriptor", new FileDescriptorSet { File = { FileDescriptorProto.Parser.ParseFrom(InteropReflection.Descriptor.SerializedData) } }.ToByteArray());
    }

    public Certificates Certificates { get; } = new();

    /// <summary>Holds authority.pem, server.pem, server.key, client.pem, client.key.</summary>
    public string Tls => _directory.FullName;

    /// <summary>A file with the descriptor set of interop.proto.</summary>
    public string Descriptor { get; }

    public string WriteFile(string name, byte[] content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose()
    {
        Certificates.Dispose();
        _directory.Delete(recursive: true);
    }

    private void WriteCertificate(string name, X509Certificate2 certificate, bool withKey)
    {
        File.WriteAllText(Path.Combine(_directory.FullName, $"{name}.pem"), certificate.ExportCertificatePem());
        if (!withKey)
            return;
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(Path.Combine(_directory.FullName, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
