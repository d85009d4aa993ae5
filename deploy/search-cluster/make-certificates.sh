#!/bin/sh
# Makes an authority of your own and one certificate for all nodes of the example: ./make-certificates.sh
# Further names and addresses of nodes are its arguments: ./make-certificates.sh search1.town.example 10.0.0.5
# Needs openssl. Where there is an authority already (ca.pem and ca.key), it only makes a new certificate.
set -eu
cd "$(dirname "$0")"
mkdir -p certificates
cd certificates
umask 077
names="DNS:localhost,IP:127.0.0.1,DNS:search1,DNS:search2,DNS:search3"
for name in "$@"; do
  case $name in *[!0-9.]*) names="$names,DNS:$name" ;; *) names="$names,IP:$name" ;; esac
done
if [ ! -e ca.pem ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=Search of the town" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout ca.key -out ca.pem
fi
openssl req -newkey rsa:3072 -nodes -subj "/CN=search" -keyout node.key -out node.csr
# A node is a server for the site and a client for the other nodes.
cat > node.ext <<EXTENSIONS
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=serverAuth,clientAuth
subjectAltName=$names
authorityKeyIdentifier=keyid
EXTENSIONS
openssl x509 -req -days 825 -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -extfile node.ext -out node.pem
rm node.csr node.ext
chmod 755 .
chmod 644 ca.pem node.pem
chmod 640 node.key
chgrp 0 node.key 2>/dev/null || echo "As root: chgrp 0 certificates/node.key (the user in the container is in group 0)"
echo "certificates/ is complete. Lock ca.key away, elsewhere: no node and no website needs it."
