using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Hosting.CommandLine;
using Federated.Hosting.Storage;

namespace Federated.ClientNode.Join;

/// <summary>The node's identity key: ECDSA P-256, made on this machine, in a PKCS#8 PEM file of mode 0600 that nothing ever sends.</summary>
internal static class NodeKey
{
    /// <summary>The key of the directory, made when there is none: a join that was cut short is repeated with the same key.</summary>
    /// <exception cref="CommandException">The file is there but holds no such key.</exception>
    public static ECDsa LoadOrCreate(NodeDirectory directory)
    {
        if (File.Exists(directory.Key))
            return Load(directory);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SecretFile.Create(directory.Key, key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    /// <exception cref="CommandException">The file is missing or holds no such key.</exception>
    public static ECDsa Load(NodeDirectory directory)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(directory.Key));
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or FileNotFoundException or DirectoryNotFoundException)
        {
            // Falls through to the one answer that an unusable key gets.
        }

        key.Dispose();
        throw new CommandException("FED-NODE-KEY", $"{directory.Key} holds no ECDSA P-256 key", "restore it from your backup; else ask the operator to remove this partner and to invite it again, and join in a new directory");
    }

    /// <summary>A PKCS#10 request, DER, that proves possession of the key.</summary>
    public static byte[] SigningRequest(ECDsa key, string partner) =>
        new CertificateRequest(new X500DistinguishedName($"CN={partner}"), key, HashAlgorithmName.SHA256).CreateSigningRequest();
}
