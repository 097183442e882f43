using System.Text.Json;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Keys;

namespace Federated.Conformance.Tests.SecureAggregation;

/// <summary>Project Wycheproof's cases through this library's own wrappers: what is valid works, what is not is refused.</summary>
public sealed class WycheproofTests
{
    [ConformanceFact]
    public void Ecdh_RawPoints_AgreeOrAreRefused()
    {
        int valid = 0;
        int invalid = 0;
        foreach ((_, JsonElement test) in WycheproofFile.Read("ecdh_secp256r1_ecpoint_test.json"))
        {
            if (test.IsValid())
            {
                using AgreementKey key = new(new SecretScalar(Scalar(test)));
                using SecretBytes agreed = key.Agree(new PublicPoint(test.Bytes("public")));
                byte[] actual = new byte[SecretBytes.Length];
                agreed.CopyTo(actual);
                Assert.True(test.Bytes("shared").AsSpan().SequenceEqual(actual), test.Describe());
                valid++;
            }
            else
            {
                // "acceptable" cases are compressed points, which this protocol does not take.
                Assert.Throws<ProtocolViolationException>(() => new PublicPoint(test.Bytes("public")));
                invalid++;
            }
        }

        Assert.True(valid > 200 && invalid > 20, $"{valid} valid and {invalid} invalid cases are too few: is the file whole?");
    }

    [ConformanceFact]
    public void Ecdsa_FixedLengthSignatures_VerifyOrAreRefused()
    {
        int count = 0;
        foreach ((JsonElement group, JsonElement test) in WycheproofFile.Read("ecdsa_secp256r1_sha256_p1363_test.json"))
        {
            PublicPoint key = new(group.GetProperty("publicKey").Bytes("uncompressed"));
            byte[] signature = test.Bytes("sig");
            bool verifies = signature.Length == IdentitySignature.Length && new IdentitySignature(signature).Verifies(key, test.Bytes("msg"));
            Assert.True(test.IsValid() == verifies, test.Describe());
            count++;
        }

        Assert.Equal(262, count);
    }

    [ConformanceFact]
    public void Ecdsa_SignatureOfAnotherLength_DoesNotParse() =>
        Assert.All(
            WycheproofFile.Read("ecdsa_secp256r1_sha256_p1363_test.json").Select(pair => pair.Case.Bytes("sig")).Where(signature => signature.Length != IdentitySignature.Length),
            signature => Assert.Throws<ProtocolViolationException>(() => new IdentitySignature(signature)));

    [ConformanceFact]
    public void Hkdf_AllCases_ExpandOrAreRefused()
    {
        int count = 0;
        foreach ((_, JsonElement test) in WycheproofFile.Read("hkdf_sha256_test.json"))
        {
            byte[] output = new byte[test.GetProperty("size").GetInt32()];
            void Expand() => KeyDerivation.Expand(test.Bytes("ikm"), test.Bytes("salt"), test.Bytes("info"), output);
            if (test.IsValid())
            {
                Expand();
                Assert.True(test.Bytes("okm").AsSpan().SequenceEqual(output), test.Describe());
            }
            else
            {
                Assert.ThrowsAny<ArgumentException>(Expand);
            }

            count++;
        }

        Assert.Equal(86, count);
    }

    [ConformanceFact]
    public void AesGcm_TwelveByteNonces_SealAndOpenOrAreRefused()
    {
        int valid = 0;
        int invalid = 0;
        foreach ((JsonElement group, JsonElement test) in WycheproofFile.Read("aes_gcm_test.json"))
        {
            if (group.GetProperty("ivSize").GetInt32() != 96 || group.GetProperty("tagSize").GetInt32() != 128)
            {
                continue;
            }

            byte[] message = test.Bytes("msg");
            byte[] sealedBytes = [.. test.Bytes("ct"), .. test.Bytes("tag")];
            byte[] opened = new byte[message.Length];
            bool opens = ChannelCipher.TryOpen(test.Bytes("key"), test.Bytes("iv"), test.Bytes("aad"), sealedBytes, opened);
            Assert.True(test.IsValid() == opens, test.Describe());
            if (opens)
            {
                Assert.Equal(message, opened);
                Assert.Equal(sealedBytes, ChannelCipher.Seal(test.Bytes("key"), test.Bytes("iv"), test.Bytes("aad"), message));
                valid++;
            }
            else
            {
                invalid++;
            }
        }

        Assert.True(valid > 50 && invalid > 20, $"{valid} valid and {invalid} invalid cases are too few: is the file whole?");
    }

    private static byte[] Scalar(JsonElement test)
    {
        // The file writes private keys as signed integers: up to 33 bytes, sometimes fewer than 32.
        byte[] written = test.Bytes("private");
        byte[] scalar = new byte[SecretBytes.Length];
        int used = Math.Min(written.Length, scalar.Length);
        written.AsSpan(written.Length - used).CopyTo(scalar.AsSpan(scalar.Length - used));
        return scalar;
    }
}
